// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.integration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The combinations of formats and connectors, and why some cannot be. */
final class FormatMatrix {
    static final List<String> FORMATS =
            List.of(
                    "json",
                    "csv",
                    "avro",
                    "debezium-json",
                    "parquet",
                    "orc",
                    "webdataset",
                    "mds",
                    "tfrecord");

    /** Formats of ours, which are not wrapped. */
    private static final List<String> SAMPLES = List.of("webdataset", "mds", "tfrecord");

    static final List<String> CONNECTORS = List.of("filesystem", "kafka", "upsert-kafka");

    /** By format and connector, either with an asterisk for all, and by mode. */
    private static final Map<String, Limit> LIMITS = limits();

    private FormatMatrix() {}

    /**
     * What Flink cannot do.
     *
     * @param why as the page says it
     * @param written whether it can be written at least
     * @param message a part of the message of the error
     */
    record Limit(String why, boolean written, String message) {}

    private static Map<String, Limit> limits() {
        Map<String, Limit> limits = new LinkedHashMap<>();
        Limit files = new Limit("reads and writes whole files only", false, "single rows with '");
        Limit changes =
                new Limit("`upsert-kafka` takes insert-only formats", false, "insert-only mode");
        Limit batch =
                new Limit(
                        "written only, since batch queries read no changelog", true, "INSERT-only");
        for (String format : List.of("parquet", "orc")) {
            limits.put(format + " kafka *", files);
            limits.put(format + " upsert-kafka *", files);
        }
        Limit samples = new Limit(files.why(), false, "cannot wrap '");
        for (String format : SAMPLES) {
            limits.put(format + " kafka *", samples);
            limits.put(format + " upsert-kafka *", samples);
        }
        limits.put("debezium-json upsert-kafka *", changes);
        limits.put("* upsert-kafka batch", batch);
        limits.put("debezium-json * batch", batch);
        return limits;
    }

    /**
     * One combination.
     *
     * @param mode {@code batch} or {@code streaming}
     */
    record Cell(String format, String connector, String mode) {
        static List<Cell> of(String mode) {
            List<Cell> cells = new ArrayList<>();
            for (String format : FORMATS) {
                for (String connector : CONNECTORS) {
                    cells.add(new Cell(format, connector, mode));
                }
            }
            return cells;
        }

        /** Why Flink cannot do it; empty where it can. */
        Optional<Limit> limit() {
            return LIMITS.entrySet().stream()
                    .filter(limit -> isThis(limit.getKey().split(" ")))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        private boolean isThis(String[] key) {
            return is(key[0], format) && is(key[1], connector) && is(key[2], mode);
        }

        private static boolean is(String pattern, String word) {
            return pattern.equals("*") || pattern.equals(word);
        }

        /** Whether it can be written at least. */
        boolean isWritten() {
            return limit().filter(limit -> !limit.written()).isEmpty();
        }

        /** A format without nested rows writes texts. */
        boolean isText() {
            return format.equals("csv");
        }

        /** A format of training samples in files. */
        private boolean isOfSamples() {
            return SAMPLES.contains(format) && connector.equals("filesystem");
        }

        /** A shard of MDS has no NULL. */
        boolean holdsNull() {
            return !format.equals("mds");
        }

        String table() {
            return (format + "_" + connector + "_" + mode).replace('-', '_');
        }

        /** The DDL of its table. */
        String create(String broker, String folder) {
            if (isOfSamples()) {
                return "CREATE TABLE %s (id INT NOT NULL, img IMAGE%s) WITH ('connector' = 'filesystem', 'path' = '%s/%s', 'format' = '%s')"
                        .formatted(
                                table(),
                                format.equals("webdataset") ? ", __key__ STRING" : "",
                                folder,
                                table(),
                                format);
            }
            String prefix = connector.equals("upsert-kafka") ? "value." : "";
            Map<String, String> options = new LinkedHashMap<>();
            options.put("connector", connector);
            if (connector.equals("filesystem")) {
                options.put("path", folder + "/" + table());
            } else {
                options.put("topic", table());
                options.put("properties.bootstrap.servers", broker);
                if (connector.equals("kafka")) {
                    options.put("scan.startup.mode", "earliest-offset");
                } else {
                    options.put("key.format", "json");
                }
                if (mode.equals("batch")) {
                    options.put("scan.bounded.mode", "latest-offset");
                }
            }
            options.put(prefix + "format", "multimodal");
            options.put(prefix + "multimodal.format", format);
            options.put(prefix + "multimodal.reference", isText() ? "text" : "struct");
            if (format.equals("csv")) {
                options.put(prefix + "multimodal.csv.null-literal", "NULL");
            }
            return "CREATE TABLE %s (id INT NOT NULL, img IMAGE%s%s) WITH (%s)"
                    .formatted(
                            table(),
                            isText()
                                    ? ""
                                    : ", pages ARRAY<ROW<img IMAGE, label STRING>>, named MAP<STRING, IMAGE>",
                            connector.equals("upsert-kafka")
                                    ? ", PRIMARY KEY (id) NOT ENFORCED"
                                    : "",
                            options.entrySet().stream()
                                    .map(o -> "'%s' = '%s'".formatted(o.getKey(), o.getValue()))
                                    .collect(Collectors.joining(", ")));
        }

        String insert() {
            if (isOfSamples()) {
                return "INSERT INTO %s SELECT id, img%s FROM images%s"
                        .formatted(
                                table(),
                                format.equals("webdataset") ? ", 'key' || CAST(id AS STRING)" : "",
                                holdsNull() ? "" : " WHERE img IS NOT NULL");
            }
            return "INSERT INTO %s SELECT id, img%s FROM images%s"
                    .formatted(
                            table(),
                            isText() ? "" : ", ARRAY[ROW(img, 'front')], MAP['cover', img]",
                            connector.equals("upsert-kafka") && mode.equals("streaming")
                                    ? " ON CONFLICT DO DEDUPLICATE"
                                    : "");
        }

        /** The digests of all media of each row, and an attribute that its text does not hold. */
        String select() {
            return "SELECT '%s', id, CHECKSUM(img)%s FROM %s"
                    .formatted(
                            table(),
                            isText() || isOfSamples()
                                    ? ", CHECKSUM(img), CHECKSUM(img), AS_IMAGE(img).width"
                                    : ", CHECKSUM(pages[1].img), CHECKSUM(named['cover']), img.width",
                            table());
        }
    }

    /** The table of the page. */
    static String markdown() {
        StringBuilder page =
                new StringBuilder("| Format | `" + String.join("` | `", CONNECTORS))
                        .append("` | Restart |\n")
                        .append("|---".repeat(CONNECTORS.size() + 2))
                        .append("|\n");
        for (String format : FORMATS) {
            page.append("| `").append(format).append("` |");
            for (String connector : CONNECTORS) {
                page.append(' ').append(words(format, connector)).append(" |");
            }
            page.append(restart(format)).append('\n');
        }
        for (String format : FormatFailoverITCase.TENSORS) {
            page.append("| `").append(format).append("` | batch, streaming |");
            page.append(" no: reads and writes whole files only |".repeat(2));
            page.append(restart(format)).append('\n');
        }
        return page.toString();
    }

    private static String restart(String format) {
        return FormatFailoverITCase.FORMATS.contains(format)
                ? " each row once |"
                : " as Flink's connector does |";
    }

    private static String words(String format, String connector) {
        Optional<String> batch = new Cell(format, connector, "batch").limit().map(Limit::why);
        Optional<String> streaming =
                new Cell(format, connector, "streaming").limit().map(Limit::why);
        if (batch.isEmpty() && streaming.isEmpty()) {
            return "batch, streaming";
        }
        return streaming.map(why -> "no: " + why).orElse("streaming; batch: " + batch.orElse(""));
    }
}
