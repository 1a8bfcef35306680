# SPDX-License-Identifier: Apache-2.0
# Copyright the Flink Multimodal authors
"""Makes rows.csv: features, label, the cluster of k-means, and the scores of the classes a, b and c.

pip install scikit-learn==1.9.0 numpy
"""

import csv
import pathlib

import numpy as np
from sklearn.cluster import KMeans
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

random = np.random.default_rng(11)
centres = np.array([[0, 0, 0, 0], [3, 1, 0, -2], [-2, 3, 1, 1]])
labels = random.choice(["a", "b", "c"], 90, p=[0.5, 0.3, 0.2])
features = (centres[[ord(label) - ord("a") for label in labels]] + random.normal(0, 1, (90, 4))).astype(np.float32)
labels[random.random(90) < 0.1] = "a"  # Some are wrong, so that scores are not all 0 or 1.

clusters = KMeans(3, n_init=20, random_state=0).fit(features)
classes = OneVsRestClassifier(LogisticRegression(solver="liblinear", C=1 / 2.0, tol=1e-8, max_iter=1000))
scores = classes.fit(features, labels).predict_proba(features)

with open(pathlib.Path(__file__).parent / "rows.csv", "w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    for row in range(90):
        writer.writerow(
            [repr(float(x)) for x in features[row]]
            + [labels[row], clusters.labels_[row]]
            + [f"{score:.6f}" for score in scores[row]]
        )
print("mean squared distance", clusters.inertia_ / 90)
