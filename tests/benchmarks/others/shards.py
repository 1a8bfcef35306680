"""How fast others make a folder of JPEGs to WebDataset shards of 224 x 224 pixels.

Usage: shards.py FOLDER [ROUNDS], with the folder that `bin/bench shards IMAGES ROUNDS FOLDER` left.

Needs Pillow and webdataset; Daft and Ray Data (with psutil) are measured where they are installed. Each
side reads, scales, encodes and writes all images. Prints images a second, the best of the rounds, and the
most memory that the process and its children held, by share (PSS) where Linux tells it.
"""

import io
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import webdataset
from PIL import Image

SIDE = 224
QUALITY = 90


def encoded(image):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def pillow(paths, out):
    with webdataset.TarWriter(f"{out}/0.tar", encoder=False) as shard:
        for path in paths:
            with Image.open(path) as image:
                image.draft("RGB", (SIDE, SIDE))
                small = image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BILINEAR)
            shard.write({"__key__": Path(path).stem, "jpg": encoded(small)})


def daft_job(daft, paths, out):
    from daft import col

    frame = daft.from_pydict({"path": paths})
    image = col("path").download().decode_image(mode="RGB").resize(SIDE, SIDE)
    frame = frame.select(col("path"), image.encode_image("JPEG").alias("jpg"))
    with webdataset.TarWriter(f"{out}/0.tar", encoder=False) as shard:
        for row in frame.iter_rows():
            shard.write({"__key__": Path(row["path"]).stem, "jpg": bytes(row["jpg"])})


def ray_row(row):
    return {"__key__": Path(row["path"]).stem, "jpg": encoded(Image.fromarray(row["image"]))}


def ray_job(ray, paths, out):
    images = ray.data.read_images(paths, size=(SIDE, SIDE), mode="RGB", include_paths=True)
    images.map(ray_row).write_webdataset(str(out), encoder=None)


class PeakMemory:
    """Of this process and its children, while a block runs."""

    def __enter__(self):
        self.peak = 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()
        return self

    def watch(self):
        import psutil

        me = psutil.Process()
        while not self.ended.wait(0.3):
            total = 0
            for process in [me, *me.children(recursive=True)]:
                try:
                    memory = process.memory_full_info()
                    total += getattr(memory, "pss", memory.rss)
                except psutil.Error:
                    pass  # it ended meanwhile
            self.peak = max(self.peak, total)

    def __exit__(self, *failure):
        self.ended.set()
        self.thread.join()


def measure(name, paths, rounds, job):
    best = 0.0
    with PeakMemory() as memory:
        for _ in range(rounds):
            out = Path(tempfile.mkdtemp(prefix="shards-"))
            try:
                start = time.perf_counter()
                job(paths, out)
                best = max(best, len(paths) / (time.perf_counter() - start))
                members = sum(1 for _ in webdataset.WebDataset(
                    sorted(map(str, out.glob("*.tar"))), shardshuffle=False, empty_check=False))
            finally:
                shutil.rmtree(out)
            if members != len(paths):
                sys.exit(f"{name} wrote {members} of {len(paths)} images")
    print(f"{name:40} {best:7.1f} images/s; at most {memory.peak >> 20} MiB", flush=True)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    paths = sorted(str(path) for path in Path(sys.argv[1]).glob("*.jpg"))
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    if not paths:
        sys.exit(f"There is no *.jpg in '{sys.argv[1]}'")
    print(f"{len(paths)} images, {rounds} rounds, load {os.getloadavg()[0]:.1f}")
    measure("Pillow with draft, one thread", paths, rounds, pillow)
    try:
        import daft

        measure(f"Daft {daft.__version__}, all cores", paths, rounds, lambda *a: daft_job(daft, *a))
    except ImportError:
        print("Daft is not installed")
    try:
        import ray
        import ray.data

        ray.init(num_cpus=os.cpu_count(), include_dashboard=False, log_to_driver=False)
        ray.data.DataContext.get_current().enable_progress_bars = False
        measure(f"Ray Data {ray.__version__}, all cores", paths, rounds, lambda *a: ray_job(ray, *a))
    except ImportError:
        print("Ray Data is not installed")


if __name__ == "__main__":
    main()
