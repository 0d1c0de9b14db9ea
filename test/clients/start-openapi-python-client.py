"""Starts a task with the client that openapi-python-client writes, and prints its id."""

import sys

from reelhook_client import AuthenticatedClient
from reelhook_client.api.image_to_video import (
    get_user_image_2_video_by_id,
    post_user_image_2_video_start,
)
from reelhook_client.models import ImageToVideoRequest

url, token, image = sys.argv[1:]
with AuthenticatedClient(base_url=url, token=token) as client:
    request = ImageToVideoRequest(image_url=image, prompt="slow push in")
    started = post_user_image_2_video_start.sync(client=client, body=request).data
    found = get_user_image_2_video_by_id.sync(started.field_id, client=client).data
    assert found.field_id == started.field_id
    print(started.field_id)
