# SPDX-License-Identifier: Apache-2.0
# Makes src/test/resources/golden/hevc.mp4, as Frames would if the build had an encoder of H.265:
# pip install imageio-ffmpeg; python make-hevc.py ../resources/golden/hevc.mp4
import subprocess
import sys

import imageio_ffmpeg

frames = bytearray()
for frame in range(50):
    frames += bytes(220 if frame >> (x * 8 // 160) & 1 else 30 for x in range(160)) * 96
subprocess.run(
    [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y",
     *"-f rawvideo -pix_fmt gray -s 160x96 -r 25 -i pipe:0 -pix_fmt yuv420p -c:v libx265 -x265-params keyint=25:bframes=3:log-level=none -tag:v hvc1".split(),
     sys.argv[1]], input=bytes(frames), check=True)
