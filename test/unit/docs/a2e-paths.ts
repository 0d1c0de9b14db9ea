/** One call of A2E's API, as its public documentation and its clients have it. */
export interface A2ePath {
  /** What the section of the reference is about. */
  readonly section: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`; variable parts as `{id}`. Empty where the documentation names the call and not its path. */
  readonly path: string;
  /**
   * Where it is known from: D25 and D26 are the documentation of 2025 and of 2026, C working clients, C1 one client, I
   * inferred.
   */
  readonly mark: string;
  /** What the call is, where there is no path. */
  readonly name?: string;
}

const rows = (section: string, mark: string, calls: string): A2ePath[] =>
  calls
    .trim()
    .split('\n')
    .map((line) => {
      const [method = '', path = '', own] = line.trim().split(/\s+/);
      return { section, method: method as A2ePath['method'], path, mark: own ?? mark };
    });

/** The calls that A2E's neighbour families have in common (D26, C). */
const family = (path: string, start = '/start', records = '/allRecords') => `
  POST ${path}${start}
  GET ${path}${records}
  GET ${path}/{id}
  DELETE ${path}/{id}
  POST ${path}/batchDetail`;

const neighbours = [
  ...['userText2Image', 'talkingPhoto', 'talkingVideo', 'headSwap', 'actorSwap', 'virtualTryOn'],
  ...['motionTransfer', 'productAvatar', 'userPhotobook', 'thinkSound', 'userUpscale', 'userWan25'],
  ...['userWanSpicy', 'klingVideo', 'veoVideo', 'soraVideo', 'seedanceVideo', 'grokVideo'],
  'hailuoVideo',
];

/** Every call of A2E's API that is publicly known (as of November 2026). */
export const a2ePaths: readonly A2ePath[] = [
  ...rows(
    'Image to video',
    'D26',
    `POST /userImage2Video/start D25+D26+C
     GET /userImage2Video/{id} D25+D26+C
     GET /userImage2Video/allRecords D25+D26+C
     DELETE /userImage2Video/{id} D25+D26+C
     POST /userImage2Video/batchDetail
     GET /userImage2Video/avgProcessingTime
     GET /userImage2Video/unlimitedQueueLevel
     POST /userImage2Video/{id}/markShared
     POST /userImage2Video/{id}/markDownloaded
     POST /userImage2Video/{id}/markCopied
     POST /userImage2Video/prompt_extension
     POST /userImage2Video/flf2v_prompt_extension
     GET /userImage2Video/detail/{id} C1`,
  ),
  ...['Obtain Login Token', 'Get API token', 'Delete API token'].map((name) => ({
    ...{ section: 'Tokens', method: 'POST' as const, path: '', mark: 'D25', name },
  })),
  { section: 'Tokens', method: 'GET', path: '', mark: 'D25', name: 'List api tokens' },
  ...rows(
    'Speech and voices',
    'D26',
    `GET /anchor/voice_list D25+D26+C
     POST /anchor/voice_list
     POST /anchor/tts_list
     GET /anchor/language_list D26+C
     POST /anchor/language_list D26+C
     POST /video/send_tts D25+C
     GET /tts/preview/list
     DELETE /tts/preview/{id}
     POST /userVoice/training D25+D26+C
     GET /userVoice/trainingRecord
     GET /userVoice/completedRecord D25+D26+C
     GET /userVoice/{id} D25+D26
     PUT /userVoice/{id}
     DELETE /userVoice/{id} D25+D26`,
  ),
  ...rows(
    'Avatar videos',
    'D25+C',
    `POST /video/generate D25+D26+C
     GET /video/awsList
     POST /video/awsList
     POST /video/awsResult
     GET /video/detail D26
     GET /anchor/character_list
     POST /anchor/character_list
     POST /anchor/list D26
     DELETE /video/{id} D25+I
     POST /video/lang_classify C1
     POST /video/auto-public-pool C1`,
  ),
  {
    ...{ section: 'Avatar videos', method: 'GET', path: '', mark: '?' },
    name: 'Obtain the List of Personalized Lip-Sync Models',
  },
  ...rows(
    'Custom avatars',
    'D26',
    `POST /userVideoTwin/startTraining D25+D26+C
     POST /userVideoTwin/continueTranining D25
     POST /userVideoTwin/continueTraining D26
     POST /userVideoTwin/remove D25+D26+C
     GET /userVideoTwin/records D26+C
     GET /userVideoTwin/trainingRecords
     GET /userVideoTwin/userRecords
     GET /userVideoTwin/uploadStatus
     GET /userVideoTwin/{id} D25+D26+C
     POST /userVideoTwin/addVoiceClone C
     POST /userVideoTwin/batchDetail
     POST /userVideoTwin/retry
     POST /userVideoTwin/eyeContact
     POST /userVideoTwin/upload
     POST /userVideoTwin/training`,
  ),
  ...rows(
    'Backgrounds',
    'D25+D26+C',
    `POST /custom_back/allBackground
     POST /custom_back/add
     POST /custom_back/del
     POST /custom_back/list D26
     POST /custom_back/randomBackground D26`,
  ),
  ...rows(
    'Face swap',
    'D25+D26+C',
    `POST /userFaceSwapImage/add
     GET /userFaceSwapImage/records
     DELETE /userFaceSwapImage/{id} D25+D26
     POST /userFaceSwapPreview/add D25+D26
     GET /userFaceSwapPreview/status
     POST /userFaceSwapTask/add
     GET /userFaceSwapTask/status D25+D26
     GET /userFaceSwapTask/records D25+D26
     GET /userFaceSwapTask/{id}
     DELETE /userFaceSwapTask/{id} D25+D26
     POST /userFaceSwapTask/batchDetail D26`,
  ),
  ...rows(
    'Dubbing',
    'D25+D26',
    `POST /userDubbing/startDubbing D25+D26+C
     GET /userDubbing/allRecords D25+D26+C
     GET /userDubbing/allProcessing D26
     GET /userDubbing/{id} D26+C
     DELETE /userDubbing/{id}`,
  ),
  ...rows(
    'Caption removal',
    'D25+D26',
    `POST /userCaptionRemoval/start D26+C
     GET /userCaptionRemoval/allRecords
     GET /userCaptionRemoval/allProcessing
     GET /userCaptionRemoval/{id} D25+D26+C
     DELETE /userCaptionRemoval/{id}
     POST /userCaptionRemoval/batchDetail D26
     POST /userCaptionRemoval/retry D26`,
  ),
  ...rows(
    'Streaming avatar',
    'D25+C',
    `GET /streaming-avatar/all_avatars
     POST /streaming-avatar/agora-token D25+C1
     POST /streaming-avatar/direct-speak C1
     POST /streaming-avatar/leave C1`,
  ),
  ...['Set QA context', 'Get QA context', 'Ask a question'].map((name) => ({
    ...{ section: 'Streaming avatar', method: 'POST' as const, path: '', mark: 'D25', name },
  })),
  ...rows(
    'Account and files',
    'D25',
    `GET /user/remainingCoins D25+C
     POST /user/exchangeDiamonds
     POST /user/add D25+D26
     POST /tos/transferToStorage D25+C
     POST /r2/get_upload_presigned_url C
     POST /r2/upload-presigned-url D26+C
     POST /generation/quote D26
     GET /transactionRecord/creditsHistory D26`,
  ),
  ...neighbours.flatMap((name) => rows('Neighbour families', 'D26+C', family(`/${name}`))),
  ...rows(
    'Neighbour families',
    'D26+C',
    `POST /userNanoBanana/start
     GET /userNanoBanana/allRecords
     GET /userNanoBanana/detail/{id}
     DELETE /userNanoBanana/{id}
     POST /userNanoBanana/batchDetail
     POST /watermark/start`,
  ),
  ...['userGptImage', 'userFlux2', 'userQwen2Image', 'userKlingImage'].flatMap((name) =>
    rows(
      'Catalogue of 2026',
      'D26',
      `POST /${name}/start
       GET /${name}/list
       GET /${name}/detail/{id}
       POST /${name}/batchDetail
       DELETE /${name}/{id}`,
    ),
  ),
  ...[
    ...['userImageEdit', 'userWan26Image', 'userWan27Image', 'minimaxH3Video', 'userWan30'],
    ...['userHappyhorseVideo', 'seedance2Video', 'klingOmni'],
  ].flatMap((name) => rows('Catalogue of 2026', 'D26', family(`/${name}`))),
  ...rows(
    'Catalogue of 2026',
    'D26',
    `PUT /seedance2Video/{id}
     PUT /klingOmni/{id}
     PUT /klingVideo/{id}
     GET /veoVideo/{id}/1080p
     POST /userText2Image/quickAddAvatar
     DELETE /userNanoBanana/delete/{id}
     POST /custom_avatar/add
     GET /custom_avatar/list
     POST /custom_avatar/del
     GET /custom_avatar/all_tags
     PUT /custom_avatar/{id}`,
  ),
];
