-- Whoever holds a job back must not hold back a tree with it: the sequencer goes on without, and the worker looks after what was left.
ALTER FUNCTION queue_alerts(uuid[]) SET lock_timeout = '2s';
