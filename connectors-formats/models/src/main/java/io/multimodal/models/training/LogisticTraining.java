// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.training;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.TableRuntimeException;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.DataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells classes apart by logistic regression of LIBLINEAR: each class from all others. */
public final class LogisticTraining extends Training {
    private static final Logger LOG = LoggerFactory.getLogger(LogisticTraining.class);
    private static final long serialVersionUID = 1L;

    /** An array of the sample, and a node with its place in an array for LIBLINEAR. */
    private static final int BYTES_PER_NUMBER = 40;

    /** LIBLINEAR's own. */
    private static final double TOLERANCE = 1e-4;

    static {
        Linear.disableDebugOutput();
    }

    private final double regularization;
    private final int maxIterations;

    LogisticTraining(TrainingPlan plan, double regularization, int maxIterations) {
        super(plan);
        this.regularization = regularization;
        this.maxIterations = maxIterations;
    }

    @Override
    List<DataType> arguments() {
        return List.of(FEATURES, DataTypes.STRING().bridgedTo(StringData.class));
    }

    /** Adds a row; both may be null. */
    public void accumulate(TrainingRows rows, ArrayData features, StringData label) {
        rows.add(
                features,
                label == null ? null : checked(label.toString()),
                plan().size(),
                BYTES_PER_NUMBER);
    }

    /** The model keeps labels one a line. */
    private static String checked(String label) {
        if (label.lines().count() > 1 || label.endsWith("\n") || label.endsWith("\r")) {
            throw new TableRuntimeException(
                    "the label '%s' has several lines, and is to have one"
                            .formatted(label.strip().lines().findFirst().orElse("")));
        }
        return label;
    }

    @Override
    Trained train(List<SampledRow> sample, int length) {
        List<String> labels = sample.stream().map(SampledRow::label).distinct().sorted().toList();
        if (labels.size() < 2) {
            throw new TableRuntimeException(
                    "all %,d rows have the label '%s', and a classifier tells two or more apart"
                            .formatted(sample.size(), labels.get(0)));
        }
        Problem problem = problem(sample, length);
        float[] weights = new float[length * labels.size()];
        float[] biases = new float[labels.size()];
        for (int i = labels.size() == 2 ? 1 : 0; i < labels.size(); i++) {
            checkNotCancelled();
            double[] one = weights(problem, sample, labels.get(i));
            for (int j = 0; j < length; j++) {
                weights[j * labels.size() + i] = (float) one[j];
            }
            biases[i] = (float) one[length];
            LOG.info(
                    "Model {}: class {} of {} is told apart", plan().model(), i + 1, labels.size());
        }
        if (labels.size() == 2) {
            for (int j = 0; j < length; j++) {
                weights[2 * j] = -weights[2 * j + 1];
            }
            biases[0] = -biases[1];
        }
        LinearModel model = new LinearModel(labels, weights, biases);
        Map<String, String> card = new LinkedHashMap<>();
        card.put("task", LogisticRegressionFactory.IDENTIFIER);
        card.put("classes", Integer.toString(labels.size()));
        card.put("regularization", Double.toString(regularization));
        card.put("accuracy", Double.toString(model.accuracy(sample)));
        card.put("library", "LIBLINEAR 2.44");
        return new Trained(
                model.onnx(),
                Map.of("task", "classification", "output", "scores", "scores", "none"),
                card);
    }

    private static Problem problem(List<SampledRow> sample, int length) {
        Problem problem = new Problem();
        problem.l = sample.size();
        problem.n = length + 1;
        problem.bias = 1;
        problem.x = new Feature[sample.size()][];
        problem.y = new double[sample.size()];
        for (int i = 0; i < sample.size(); i++) {
            float[] features = sample.get(i).features();
            problem.x[i] = new Feature[length + 1];
            for (int j = 0; j < length; j++) {
                problem.x[i][j] = new FeatureNode(j + 1, features[j]);
            }
            problem.x[i][length] = new FeatureNode(length + 1, problem.bias);
        }
        return problem;
    }

    /** The weights of a class against all others; that of the bias is the last one. */
    private double[] weights(Problem problem, List<SampledRow> sample, String label) {
        for (int i = 0; i < problem.l; i++) {
            problem.y[i] = sample.get(i).label().equals(label) ? 1 : 0;
        }
        Parameter parameter =
                new Parameter(SolverType.L2R_LR, 1 / regularization, TOLERANCE, maxIterations, 0);
        Model model = Linear.train(problem, parameter);
        double[] weights = model.getFeatureWeights();
        if (Arrays.stream(weights).anyMatch(weight -> !Double.isFinite(weight))) {
            throw new TableRuntimeException(
                    "the weights became too large; scale the features, or give a larger 'regularization'");
        }
        // They are of the class of the first row.
        return model.getLabels()[0] == 1
                ? weights
                : Arrays.stream(weights).map(weight -> -weight).toArray();
    }
}
