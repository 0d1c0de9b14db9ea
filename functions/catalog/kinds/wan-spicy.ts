import { defineVideoModel } from '../define-video-model.ts';

/** A video by Wan without its filters: A2E's `userWanSpicy`; 40 coins a second of Wan 2.2, 50 of 2.7 (a2e-api 14); the higher of the two here. */
export const wanSpicy = defineVideoModel({
  kind: 'wan-spicy',
  summary: 'Wan Spicy video',
  path: '/api/v1/userWanSpicy',
  required: ['prompt', 'image_url', 'resolution', 'duration'],
  example: {
    prompt: 'waves on a beach',
    image_url: 'https://example.com/beach.jpg',
    resolution: '720p',
    duration: 5,
  },
  coinsPerSecond: 50,
});
