-- Days for which the operator says whether they are worked, whatever the week and the country's public holidays say.
CREATE TABLE holiday (
  day     date    PRIMARY KEY,
  working boolean NOT NULL,
  name    text    NOT NULL CHECK (name <> '')
);
