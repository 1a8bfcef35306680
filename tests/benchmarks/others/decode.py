"""How fast others make a folder of JPEGs to normalised tensors of 3 x 224 x 224.

Usage: decode.py FOLDER [ROUNDS], with the folder that `bin/bench media-sql IMAGES ROUNDS FOLDER` left.

Needs Pillow and NumPy; OpenCV and Daft are measured where they are installed. Prints images a second,
and images a second of processor time, each the best of the rounds.
"""

import os
import resource
import sys
import time
from pathlib import Path

import numpy as np
from PIL import Image

SIDE = 224
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)


def tensor(rgb):
    return np.ascontiguousarray(((rgb.astype(np.float32) / 255 - MEAN) / STD).transpose(2, 0, 1))


def pillow(path, draft):
    with Image.open(path) as image:
        if draft:
            image.draft("RGB", (SIDE, SIDE))
        return tensor(np.asarray(image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BILINEAR)))


def opencv(cv2, path):
    reduced = cv2.imread(path, cv2.IMREAD_REDUCED_COLOR_4)
    small = cv2.resize(reduced, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return tensor(cv2.cvtColor(small, cv2.COLOR_BGR2RGB))


def daft_job(daft, paths):
    from daft import col

    frame = daft.from_pydict({"path": paths})
    images = frame.select(col("path").download().decode_image(mode="RGB").resize(SIDE, SIDE).alias("img"))
    for row in images.iter_rows():
        tensor(np.asarray(row["img"]))


def measure(name, count, rounds, job):
    best = best_processor = 0.0
    for _ in range(rounds):
        wall, processor = time.perf_counter(), time.process_time()
        job()
        best = max(best, count / (time.perf_counter() - wall))
        best_processor = max(best_processor, count / (time.process_time() - processor))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{name:40} {best:7.1f}/s, {best_processor:7.1f}/s of processor time; at most {peak} MiB so far", flush=True)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    paths = sorted(str(path) for path in Path(sys.argv[1]).glob("*.jpg"))
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    if not paths:
        sys.exit(f"There is no *.jpg in '{sys.argv[1]}'")
    print(f"{len(paths)} images, {rounds} rounds, load {os.getloadavg()[0]:.1f}")
    count = len(paths)
    measure("Pillow, one thread", count, rounds, lambda: [pillow(path, False) for path in paths])
    measure("Pillow with draft, one thread", count, rounds, lambda: [pillow(path, True) for path in paths])
    try:
        import cv2

        cv2.setNumThreads(1)
        measure("OpenCV, reduced, one thread", count, rounds, lambda: [opencv(cv2, path) for path in paths])
    except ImportError:
        print("OpenCV is not installed")
    try:
        import daft

        measure(f"Daft {daft.__version__}, all cores", count, rounds, lambda: daft_job(daft, paths))
    except ImportError:
        print("Daft is not installed")


if __name__ == "__main__":
    main()
