/** The page of components is for who builds and reviews the service, and stands apart from the pages for everybody. */
export { default } from '../(public)/layout.tsx'
