"""Starts a task with the client that openapi-generator writes, and prints its id."""

import sys

import reelhook_client as reelhook

url, token, image = sys.argv[1:]
configuration = reelhook.Configuration(host=url, access_token=token)
with reelhook.ApiClient(configuration) as client:
    images = reelhook.ImageToVideoApi(client)
    request = reelhook.ImageToVideoRequest(image_url=image, prompt="slow push in")
    started = images.post_user_image2_video_start(request).data.actual_instance
    found = images.get_user_image2_video_by_id(started.id).data
    assert found.id == started.id
    print(started.id)
