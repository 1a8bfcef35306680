# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors
"""Makes rows.csv (task, label, prediction) and expected.csv (task, metric, value).

pip install scikit-learn==1.9.1 numpy sacrebleu==2.6.0 jiwer==4.0.0
"""

import csv
import pathlib

import jiwer
import numpy as np
import sacrebleu
from sklearn import metrics

here = pathlib.Path(__file__).parent
random = np.random.default_rng(7)
rows, expected = [], []


def told(task, values):
    for name, value in values.items():
        expected.append((task, name, repr(float(value))))


# Classes of unequal sizes, one that is never predicted, one that is never a label, signs that a key might use.
names = ["cat", "dog", "a b", "3 x", ""]
label = random.choice(names[:4], 300, p=[0.5, 0.3, 0.15, 0.05])
guess = np.where(random.random(300) < 0.7, label, random.choice(["cat", "dog", "a b", ""], 300))
guess[guess == "3 x"] = "cat"
rows += [("classification", a, b) for a, b in zip(label, guess)]
values = {
    "rows": 300,
    "unpredicted": 0,
    "accuracy": metrics.accuracy_score(label, guess),
    "balanced_accuracy": metrics.recall_score(label, guess, average="macro", labels=names[:4], zero_division=0),
    "matthews_correlation": metrics.matthews_corrcoef(label, guess),
}
for name, score in (("precision", metrics.precision_score), ("recall", metrics.recall_score), ("f1", metrics.f1_score)):
    values[name] = score(label, guess, average="macro", zero_division=0)
    values[name + "_weighted"] = score(label, guess, average="weighted", zero_division=0)
table = metrics.confusion_matrix(label, guess, labels=names)
for i, of in enumerate(names):
    for j, to in enumerate(names):
        if table[i][j]:
            values[f"confusion[{of}][{to}]"] = table[i][j]
told("classification", values)

label = random.integers(0, 4, 300)
guess = np.where(random.random(300) < 0.8, (label + 2) % 4, random.integers(0, 6, 300))
rows += [("clustering", a, b) for a, b in zip(label, guess)]
told(
    "clustering",
    {
        "rows": 300,
        "unpredicted": 0,
        "rand": metrics.rand_score(label, guess),
        "adjusted_rand": metrics.adjusted_rand_score(label, guess),
        "homogeneity": metrics.homogeneity_score(label, guess),
        "completeness": metrics.completeness_score(label, guess),
        "v_measure": metrics.v_measure_score(label, guess),
        "fowlkes_mallows": metrics.fowlkes_mallows_score(label, guess),
    },
)

# Far from zero, where sums of squares lose their digits.
label = 1e6 + random.normal(0, 3, 300)
guess = label + random.normal(0.1, 1, 300)
rows += [("regression", repr(float(a)), repr(float(b))) for a, b in zip(label, guess)]
told(
    "regression",
    {
        "rows": 300,
        "unpredicted": 0,
        "mae": metrics.mean_absolute_error(label, guess),
        "mse": metrics.mean_squared_error(label, guess),
        "rmse": metrics.root_mean_squared_error(label, guess),
        "mape": metrics.mean_absolute_percentage_error(label, guess),
        "r2": metrics.r2_score(label, guess),
    },
)

label = random.normal(0, 1, (50, 8))
guess = label + random.normal(0, 0.5, (50, 8))
guess[3] = 0
rows += [("embedding", " ".join(map(repr, map(float, a))), " ".join(map(repr, map(float, b)))) for a, b in zip(label, guess)]
told(
    "embedding",
    {
        "rows": 50,
        "unpredicted": 0,
        "cosine_similarity": np.diag(metrics.pairwise.cosine_similarity(label, guess)).mean(),
        "euclidean_distance": metrics.pairwise.paired_euclidean_distances(label, guess).mean(),
        "mse": metrics.mean_squared_error(label, guess),
    },
)

vocabulary = "the a cat dog sat on mat über 日本 ran 𝄞 home".split()
label, guess = [], []
for i in range(60):
    words = list(random.choice(vocabulary, random.integers(4, 14)))
    label.append(" ".join(words))
    for _ in range(random.integers(0, 4)):
        at = random.integers(0, len(words))
        words[at : at + random.integers(0, 2)] = [random.choice(vocabulary)] * random.integers(0, 2)
    guess.append(" ".join(words))
rows += [("text_generation", a, b) for a, b in zip(label, guess)]
told(
    "text_generation",
    {
        "rows": 60,
        "unpredicted": 0,
        "exact_match": np.mean([a == b for a, b in zip(label, guess)]),
        "word_error_rate": jiwer.wer(label, guess),
        "character_error_rate": jiwer.cer(label, guess),
        "bleu": sacrebleu.corpus_bleu(guess, [label], smooth_method="none", tokenize="none").score / 100,
    },
)

# Two classes with scores, some of them near 0 and 1 and some equal.
label = np.where(random.random(400) < 0.3, "yes", "no")
logit = np.where(label == "yes", 1.0, -2.0) + random.normal(0, 3, 400)
logit[::7] = np.round(logit[::7])
probability = (1 / (1 + np.exp(-logit))).astype(np.float32)
guess = np.where(probability >= 0.5, "yes", "no")
score = np.where(guess == "yes", probability, 1 - probability.astype(np.float64))
rows += [("scored", a, f"{b} {float(c)!r}") for a, b, c in zip(label, guess, score)]
told("scored", {"rows": 400, "roc_auc": metrics.roc_auc_score(label, probability)})

for name, lines in (("rows.csv", rows), ("expected.csv", expected)):
    with open(here / name, "w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None).writerows(lines)
