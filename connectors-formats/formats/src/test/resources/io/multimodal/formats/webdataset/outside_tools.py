# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors
"""What numpy, safetensors and webdataset write, and what they and pycocotools find in a file.

outside_tools.py write FOLDER   writes files named theirs.* into a folder
outside_tools.py facts FILE     prints a line for each tensor or member of a file, with a SHA-256; for each annotation
                                of COCO, and then the average precision of its own boxes as detections
"""

import hashlib
import pathlib
import sys


def tensors(arrays):
    for name, array in sorted(arrays.items()):
        plain = array.astype(array.dtype.newbyteorder("<"))
        shape = ",".join(map(str, array.shape))
        yield name, plain.dtype.name, shape, hashlib.sha256(plain.tobytes()).hexdigest()


def samples(path):
    import webdataset

    for sample in webdataset.WebDataset(str(path), shardshuffle=False):
        for suffix, content in sorted(sample.items()):
            if not suffix.startswith("__"):
                yield sample["__key__"], suffix, hashlib.sha256(content).hexdigest()


def annotations(path):
    import contextlib
    import io

    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO(path)
        boxes = [{**a, "score": 1.0} for a in coco.dataset["annotations"] if not a["iscrowd"]]
        evaluation = COCOeval(coco, coco.loadRes(boxes), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    for image in coco.loadImgs(coco.getImgIds()):
        for a in coco.loadAnns(coco.getAnnIds(image["id"])):
            category = coco.loadCats(a["category_id"])[0]["name"]
            yield image["file_name"], str(a["category_id"]), category, str(a["bbox"]), str(a["area"]), str(a["iscrowd"])
    yield ("precision", f"{evaluation.stats[0]:.3f}")


def facts(path):
    if path.suffix == ".json":
        return annotations(path)
    import numpy
    import safetensors.numpy

    if path.suffix == ".tar":
        return samples(path)
    if path.suffix == ".safetensors":
        return tensors(safetensors.numpy.load_file(path))
    loaded = numpy.load(path)
    return tensors({"": loaded} if path.suffix == ".npy" else dict(loaded))


def write(folder):
    import numpy
    import safetensors.numpy
    import webdataset

    random = numpy.random.default_rng(1)
    types = "bool uint8 int8 uint16 int16 uint32 int32 uint64 int64 float16 float32 float64"
    arrays = {f"layer.{t}": (random.random((3, 5)) * 100).astype(t) for t in types.split()}
    arrays |= {"scalar": numpy.array(2.5), "empty": numpy.zeros((0, 3), "int16"), "größe": numpy.arange(7)}
    safetensors.numpy.save_file(arrays, folder / "theirs.safetensors", {"made": "outside"})
    arrays["fortran"] = numpy.asfortranarray(numpy.arange(12).reshape(3, 4))
    arrays["big"] = numpy.arange(5, dtype=">f8")
    numpy.savez(folder / "theirs.npz", **arrays)
    numpy.savez_compressed(folder / "theirs-deflated.npz", **arrays)
    numpy.save(folder / "theirs.npy", arrays["fortran"])
    with webdataset.TarWriter(str(folder / "theirs.tar"), encoder=False) as shard:
        for i in range(20):
            content = random.bytes(700 * i)
            shard.write({"__key__": f"ü ber/{i:04d}", "bin": content, "seg.txt": b"%d" % i})


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    place = pathlib.Path(sys.argv[2])
    if sys.argv[1] == "write":
        write(place)
    else:
        for fact in facts(place):
            print("\t".join(fact))
