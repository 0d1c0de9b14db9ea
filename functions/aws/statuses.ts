/** Whether what was answered so was carried out. */
export function isStatusOfSuccess(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** Whether what was answered so may succeed later: it was throttled, or failed on the side of AWS. */
export function isPassingStatus(status: number): boolean {
  return status >= 500 || status === 429;
}
