// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.examples.text;

import io.multimodal.models.ModelStatistics;
import io.multimodal.store.StoreStatistics;
import io.multimodal.types.Image;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a run comes to.
 *
 * @param images that were read and decoded
 * @param lines of text in them
 * @param duplicates images whose content another image of this run has as well
 * @param referenceBytes bytes of the references that went from step to step: each image's and each
 *     line's
 * @param valueBytes what would have gone instead: each image's encoded bytes, and each line's
 *     pixels
 * @param newObjects how many objects this run added to the store
 * @param store what lies in the store now
 * @param models what each model did in this run, by its name
 */
public record Summary(
        long images,
        long lines,
        long duplicates,
        long referenceBytes,
        long valueBytes,
        long newObjects,
        StoreStatistics store,
        Map<String, ModelStatistics> models) {
    private static final int BYTES_PER_PIXEL = 3;

    static Summary of(
            Collection<ReadImage> all,
            StoreStatistics before,
            StoreStatistics after,
            Map<String, ModelStatistics> models) {
        List<ReadImage> usable = all.stream().filter(ReadImage::isUsable).toList();
        List<TextLine> lines = usable.stream().flatMap(p -> p.lines().stream()).toList();
        long distinct = usable.stream().map(ReadImage::image).distinct().count();
        long references =
                usable.stream().mapToLong(p -> p.image().object().length).sum()
                        + lines.stream().mapToLong(line -> line.image().object().length).sum();
        long values =
                usable.stream().mapToLong(p -> p.image().size()).sum()
                        + lines.stream().mapToLong(line -> pixelBytes(line.image())).sum();
        return new Summary(
                usable.size(),
                lines.size(),
                usable.size() - distinct,
                references,
                values,
                after.objects() - before.objects(),
                after,
                models);
    }

    /** How many images and lines a model had to be run for. */
    public long computed() {
        return models.values().stream().mapToLong(ModelStatistics::computed).sum();
    }

    /** How many were known from an earlier run, or from a row just before. */
    public long remembered() {
        return models.values().stream().mapToLong(ModelStatistics::remembered).sum();
    }

    private static long pixelBytes(Image line) {
        return (long) BYTES_PER_PIXEL * line.width() * line.height();
    }
}
