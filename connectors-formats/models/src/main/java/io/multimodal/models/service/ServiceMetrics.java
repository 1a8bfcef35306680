// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models.service;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;

/**
 * Flink's metrics in Prometheus's text format. A group with a value is a label, one without is a
 * part of the name. Histograms, and gauges that are no number, are left out. Thread-safe.
 */
final class ServiceMetrics implements MetricGroup {
    private static final String PREFIX = "multimodal";

    private final ConcurrentSkipListMap<String, ConcurrentSkipListMap<String, Supplier<?>>> all;
    private final String name;
    private final Map<String, String> labels;

    ServiceMetrics() {
        this(new ConcurrentSkipListMap<>(), PREFIX, Map.of());
    }

    private ServiceMetrics(
            ConcurrentSkipListMap<String, ConcurrentSkipListMap<String, Supplier<?>>> all,
            String name,
            Map<String, String> labels) {
        this.all = all;
        this.name = name;
        this.labels = labels;
    }

    /** All metrics of this group and the groups that were added to it. */
    String text() {
        StringBuilder text = new StringBuilder();
        all.forEach(
                (metric, series) -> {
                    StringBuilder lines = new StringBuilder();
                    series.forEach((labelled, value) -> line(lines, metric, labelled, value));
                    if (lines.length() > 0) {
                        text.append("# TYPE ")
                                .append(metric)
                                .append(metric.endsWith("_total") ? " counter\n" : " gauge\n")
                                .append(lines);
                    }
                });
        return text.toString();
    }

    private static void line(StringBuilder lines, String metric, String labels, Supplier<?> value) {
        Object now = value.get();
        if (now instanceof Boolean truth) {
            now = truth ? 1 : 0;
        }
        if (now instanceof Number number) {
            lines.append(metric).append(labels).append(' ').append(number).append('\n');
        }
    }

    private <T> void register(String metric, String end, Supplier<T> value) {
        String full = name + "_" + snake(metric) + end;
        all.computeIfAbsent(full, unseen -> new ConcurrentSkipListMap<>()).put(labelText(), value);
    }

    private String labelText() {
        return labels.isEmpty()
                ? ""
                : new TreeMap<>(labels)
                        .entrySet().stream()
                                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String snake(String word) {
        return word.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9_]", "_")
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public Counter counter(String metric) {
        return counter(metric, new SimpleCounter());
    }

    @Override
    public <C extends Counter> C counter(String metric, C counter) {
        register(metric, "_total", counter::getCount);
        return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String metric, G gauge) {
        register(metric, "", gauge::getValue);
        return gauge;
    }

    @Override
    public <H extends Histogram> H histogram(String metric, H histogram) {
        return histogram;
    }

    @Override
    public <M extends Meter> M meter(String metric, M meter) {
        register(metric, "_per_second", meter::getRate);
        return meter;
    }

    @Override
    public MetricGroup addGroup(String part) {
        return new ServiceMetrics(all, name + "_" + snake(part), labels);
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        Map<String, String> more = new TreeMap<>(labels);
        more.put(
                snake(key), value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
        return new ServiceMetrics(all, name + "_" + snake(key), more);
    }

    @Override
    public String[] getScopeComponents() {
        return new String[] {name};
    }

    @Override
    public Map<String, String> getAllVariables() {
        return labels;
    }

    @Override
    public String getMetricIdentifier(String metric) {
        return name + "_" + snake(metric);
    }

    @Override
    public String getMetricIdentifier(String metric, CharacterFilter filter) {
        return filter.filterCharacters(getMetricIdentifier(metric));
    }
}
