/** How much of each camera movement; 0 none, 1 the usual amount, the sign a direction. */
export interface CameraMoves {
  /** Lens: positive in, negative out. Near and far grow alike. */
  readonly zoom: number;
  /** Camera along its view: positive forward. Near things grow faster than far ones. */
  readonly dolly: number;
  /** Camera turning: positive right. */
  readonly pan: number;
  /** Camera turning: positive up. */
  readonly tilt: number;
  /** Camera sideways: positive right. Near things pass faster. */
  readonly truck: number;
  /** Camera up and down: positive up. */
  readonly pedestal: number;
  /** Camera on an arc around the subject: positive to the right. */
  readonly orbit: number;
  /** Camera turning about its view: positive clockwise. */
  readonly roll: number;
  /** Dolly and zoom against each other: positive dollies forward. */
  readonly dollyZoom: number;
  /** A person's unsteady hands; never negative. */
  readonly handheld: number;
}

export type CameraMove = keyof CameraMoves;

/** No movement but the slight drift that every clip has. */
export const STILL: CameraMoves = {
  zoom: 0,
  dolly: 0,
  pan: 0,
  tilt: 0,
  truck: 0,
  pedestal: 0,
  orbit: 0,
  roll: 0,
  dollyZoom: 0,
  handheld: 0,
};
