/** The three calls that bring in a file of the caller, for refusals of addresses that nobody here can read. */
export const howToUpload =
  'to upload a file: (1) POST {"key":"photo.jpg"} to /api/v1/r2/upload-presigned-url, (2) PUT the file to the uploadUrl of the answer, (3) send its cdnUrl as the address';
