import * as z from 'zod';

/** The address of a file that the work reads; it is fetched by the render function, through the guard. */
export const inputUrl = z.string().min(1);

/** What every job of the render function has. */
export const jobFields = {
  /** The task's id: the same job again is the same work. */
  renderId: z.string().regex(/^[^/\\]{1,80}$/),
  /** The most that is made, in seconds of media: it bounds how long the work may take. */
  seconds: z.int().min(1).max(60),
};
