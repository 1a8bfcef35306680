// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.flink.table.api.TableRuntimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against scikit-learn, sacrebleu and jiwer; made by {@code evaluation/generate.py}. */
class EvaluationTest {
    @ParameterizedTest
    @CsvSource({"1", "2", "7"})
    void saysOfClassesWhatScikitLearnSays(int parts) throws Exception {
        agrees("classification", new ClassificationEvaluation(), text -> text, parts);
        agrees("clustering", new ClusteringEvaluation(), text -> text, parts);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "7"})
    void saysOfScoresWhatScikitLearnSaysWithinTheErrorThatItTells(int parts) throws Exception {
        ScoredClassificationEvaluation evaluation = new ScoredClassificationEvaluation();
        List<ScoredContingency> all =
                IntStream.range(0, parts).mapToObj(part -> evaluation.createAccumulator()).toList();
        List<List<String>> rows = lines("rows.csv", "scored");
        for (int i = 0; i < rows.size(); i++) {
            String[] scored = rows.get(i).get(2).split(" ", -1);
            evaluation.accumulate(
                    all.get(i % parts), rows.get(i).get(1), scored[0], Double.valueOf(scored[1]));
        }
        ScoredContingency whole = evaluation.createAccumulator();
        evaluation.merge(whole, all);

        Map<String, Double> values = evaluation.getValue(whole);
        double expected = Double.parseDouble(lines("expected.csv", "scored").get(1).get(2));
        double error = values.get("roc_auc_error");
        assertThat(error).isBetween(0.0, 1e-3);
        assertThat(values.get("roc_auc")).isCloseTo(expected, within(error + 1e-12));
        assertThat(values).containsKeys("accuracy", "f1");
    }

    /** Of three classes, of one, and of scores that are no probabilities. */
    @ParameterizedTest
    @CsvSource({"abc, abc, 0.9", "aaa, aab, 0.9", "aab, aba, 1.5", "aab, aba, 0.3", "aab, aba,"})
    void thereIsNoAreaWithoutTwoClassesAndTheirProbabilities(
            String labels, String predictions, Double score) {
        ScoredClassificationEvaluation evaluation = new ScoredClassificationEvaluation();
        ScoredContingency rows = evaluation.createAccumulator();
        for (int i = 0; i < labels.length(); i++) {
            evaluation.accumulate(
                    rows, labels.substring(i, i + 1), predictions.substring(i, i + 1), score);
        }
        assertThat(evaluation.getValue(rows)).containsKey("accuracy").doesNotContainKey("roc_auc");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "7"})
    void saysOfNumbersWhatScikitLearnSays(int parts) throws Exception {
        agrees("regression", new RegressionEvaluation(), Double::valueOf, parts);
        agrees("embedding", new EmbeddingEvaluation(), EvaluationTest::vector, parts);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "7"})
    void saysOfTextsWhatJiwerAndSacrebleuSay(int parts) throws Exception {
        agrees("text_generation", new TextEvaluation(), text -> text, parts);
    }

    @Test
    void countsRowsWithoutPredictionsAndLeavesOutThoseWithoutLabels() {
        RegressionEvaluation evaluation = new RegressionEvaluation();
        RegressionEvaluation.Errors errors = evaluation.createAccumulator();
        assertThat(evaluation.getValue(errors)).isEqualTo(Map.of("rows", 0.0, "unpredicted", 0.0));
        evaluation.accumulate(errors, 1.0, null);
        evaluation.accumulate(errors, null, 1.0);
        evaluation.accumulate(errors, null, null);
        evaluation.accumulate(errors, 2.0, 3.0);
        assertThat(evaluation.getValue(errors))
                .isEqualTo(
                        Map.of(
                                "rows",
                                1.0,
                                "unpredicted",
                                1.0,
                                "mae",
                                1.0,
                                "mse",
                                1.0,
                                "rmse",
                                1.0,
                                "mape",
                                0.5));
    }

    /** As {@code r2_score([2, 2], …)} says. */
    @ParameterizedTest
    @CsvSource({"2, 1", "3, 0"})
    void r2OfLabelsThatAreAllTheSame(double prediction, double r2) {
        RegressionEvaluation evaluation = new RegressionEvaluation();
        RegressionEvaluation.Errors errors = evaluation.createAccumulator();
        evaluation.accumulate(errors, 2.0, prediction);
        evaluation.accumulate(errors, 2.0, 2.0);
        assertThat(evaluation.getValue(errors)).containsEntry("r2", r2);
    }

    /** As {@code adjusted_rand_score} and {@code v_measure_score} say. */
    @ParameterizedTest
    @CsvSource({"aaa, xxx, 1, 1", "abc, xyz, 1, 1", "aab, xyz, 0, 0.7336804", "aaa, xyz, 0, 0"})
    void clustersOfFewRows(String labels, String clusters, double rand, double vMeasure) {
        ClusteringEvaluation evaluation = new ClusteringEvaluation();
        Contingency rows = evaluation.createAccumulator();
        for (int i = 0; i < labels.length(); i++) {
            evaluation.accumulate(rows, labels.substring(i, i + 1), clusters.substring(i, i + 1));
        }
        assertThat(evaluation.getValue(rows).get("adjusted_rand")).isEqualTo(rand);
        assertThat(evaluation.getValue(rows).get("v_measure")).isCloseTo(vMeasure, within(1e-6));
    }

    @Test
    void refusesVectorsOfOtherLengths() {
        EmbeddingEvaluation evaluation = new EmbeddingEvaluation();
        assertThatThrownBy(
                        () ->
                                evaluation.accumulate(
                                        evaluation.createAccumulator(), vector("1 2"), vector("1")))
                .isInstanceOf(TableRuntimeException.class)
                .hasMessageContaining("the label has 2 elements and the prediction 1");
    }

    @Test
    void refusesTextsThatAreTooLong() {
        TextEvaluation evaluation = new TextEvaluation();
        assertThatThrownBy(
                        () ->
                                evaluation.accumulate(
                                        evaluation.createAccumulator(), "a", "a".repeat(20_001)))
                .hasMessageContaining("a text of 20,001 characters");
    }

    @Test
    void refusesToTakeAnyTextForAClass() {
        ClassificationEvaluation evaluation = new ClassificationEvaluation();
        Contingency rows = evaluation.createAccumulator();
        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i <= Contingency.MAX_PAIRS; i++) {
                                evaluation.accumulate(rows, "a", "text " + i);
                            }
                        })
                .hasMessageContaining("more than 100,000 different pairs");
    }

    private static <T, A extends Evaluation.Rows> void agrees(
            String task, Evaluation<T, A> evaluation, Reading<T> reading, int parts)
            throws Exception {
        List<A> all =
                IntStream.range(0, parts).mapToObj(part -> evaluation.createAccumulator()).toList();
        List<List<String>> rows = lines("rows.csv", task);
        for (int i = 0; i < rows.size(); i++) {
            evaluation.accumulateRow(
                    all.get(i % parts),
                    reading.of(rows.get(i).get(1)),
                    reading.of(rows.get(i).get(2)));
        }
        A whole = evaluation.createAccumulator();
        evaluation.mergeRows(whole, all);
        Map<String, Double> values = evaluation.getValue(whole);
        Map<String, Double> expected = new HashMap<>();
        for (List<String> line : lines("expected.csv", task)) {
            expected.put(line.get(1), Double.valueOf(line.get(2)));
        }
        assertThat(values).hasSameSizeAs(expected);
        expected.forEach(
                (metric, value) ->
                        assertThat(values.get(metric)).as(metric).isCloseTo(value, within(1e-9)));
    }

    private static List<List<String>> lines(String file, String task)
            throws IOException, URISyntaxException {
        Path path =
                Path.of(
                        Objects.requireNonNull(
                                        EvaluationTest.class.getResource("/evaluation/" + file))
                                .toURI());
        List<List<String>> lines = new ArrayList<>();
        for (String line : Files.readString(path).split("\n", -1)) {
            List<String> cells = Arrays.asList(line.split("\t", -1));
            if (cells.get(0).equals(task)) {
                lines.add(cells);
            }
        }
        return lines;
    }

    private static Double[] vector(String text) {
        return Arrays.stream(text.split(" ", -1)).map(Double::valueOf).toArray(Double[]::new);
    }

    /** A label or a prediction of a text. */
    private interface Reading<T> {
        T of(String text);
    }
}
