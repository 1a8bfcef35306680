# SPDX-License-Identifier: Apache-2.0
# Makes src/test/resources/golden/h264-b-frames.mp4, as Frames would if the build had an encoder of
# H.264 that makes frames which lean on later ones: a key frame every two seconds, some of the
# frames between two others not leant on by any.
# pip install imageio-ffmpeg; python make-h264.py ../resources/golden/h264-b-frames.mp4
import subprocess
import sys

import imageio_ffmpeg

frames = bytearray()
for frame in range(200):
    frames += bytes(220 if frame >> (x * 8 // 160) & 1 else 30 for x in range(160)) * 96
subprocess.run(
    [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y",
     *"-f rawvideo -pix_fmt gray -s 160x96 -r 25 -i pipe:0 -pix_fmt yuv420p -c:v libx264 -x264-params keyint=50:min-keyint=50:scenecut=0:bframes=3:b-adapt=0:b-pyramid=normal".split(),
     sys.argv[1]], input=bytes(frames), check=True)
