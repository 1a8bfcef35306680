// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.text;

import io.multimodal.examples.command.Arguments;
import io.multimodal.examples.page.Bytes;
import io.multimodal.examples.page.Page;
import io.multimodal.models.ModelStatistics;
import io.multimodal.types.failure.DeadLetter;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Tells people at a terminal, line by line, what the job finds. */
final class ConsoleReport {
    private static final int NAME_COLUMNS = 34;

    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private final Names names;

    ConsoleReport(PrintStream out, Path folder) {
        this.out = out;
        this.names = new Names(folder);
    }

    void begin(Arguments arguments) {
        out.printf("Reading the text in %s (store: %s)%n%n", arguments.folder(), arguments.store());
    }

    /** One image, once all of it is known; those that could not be used come at the end. */
    void image(ReadImage image) {
        if (image.isUsable()) {
            String size = image.image().width() + " x " + image.image().height();
            out.printf(
                    "%-" + NAME_COLUMNS + "s %11s  %-10s %3d %s  %s%n",
                    fit(names.of(image.uri())),
                    size,
                    image.image().contentType(),
                    image.lines().size(),
                    image.lines().size() == 1 ? "box  " : "boxes",
                    image.text());
        }
    }

    void end(TextInImages.Result result, Arguments arguments, Stages stages) {
        if (!result.letters().isEmpty()) {
            out.printf("%nCould not be used (dead letters in the store):%n");
            Names known = new Names(arguments.folder(), result.images());
            result.letters().forEach(letter -> letter(letter, known));
        }
        if (result.images().isEmpty()) {
            out.printf("There is no image in %s%n", arguments.folder());
        }
        Summary summary = result.summary();
        out.println();
        line(
                "Images",
                "%d read, %d lines of text, %d not usable",
                summary.images(),
                summary.lines(),
                result.letters().size());
        line(
                "Store",
                "%d objects, %s; %d new, %d duplicates in this run",
                summary.store().objects(),
                Bytes.text(summary.store().bytes()),
                summary.newObjects(),
                summary.duplicates());
        line(
                "Between steps",
                "%s of references; by value it would have been %s",
                Bytes.text(summary.referenceBytes()),
                Bytes.text(summary.valueBytes()));
        line(
                "Inference",
                "%d computed, %d remembered from before",
                summary.computed(),
                summary.remembered());
        line("Time", "%s", stages);
        summary.models().forEach(this::model);
        line("Page", "%s", arguments.output().resolve(Page.FILE));
    }

    /** Seconds are summed over threads: together they may be more than the time that passed. */
    private void model(String name, ModelStatistics did) {
        line(
                "",
                "%-16s %4d computed in %d batches, %d remembered; decoding %.1f s, running %.1f s",
                name.substring(name.lastIndexOf('.') + 1),
                did.computed(),
                did.batches(),
                did.remembered(),
                did.prepareNanos() / NANOS_PER_SECOND,
                did.runNanos() / NANOS_PER_SECOND);
    }

    private void letter(DeadLetter letter, Names known) {
        out.printf(
                "%-" + NAME_COLUMNS + "s %s: %s%n",
                fit(known.of(letter)),
                letter.code(),
                letter.message());
    }

    private void line(String label, String format, Object... values) {
        out.printf(Locale.ROOT, "%-14s " + format + "%n", prepend(label, values));
    }

    private static Object[] prepend(String label, Object[] values) {
        Object[] all = new Object[values.length + 1];
        all[0] = label;
        System.arraycopy(values, 0, all, 1, values.length);
        return all;
    }

    private static String fit(String name) {
        return name.length() <= NAME_COLUMNS
                ? name
                : "…" + name.substring(name.length() - NAME_COLUMNS + 1);
    }
}
