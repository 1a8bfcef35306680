// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.Leftover;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreStatistics;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** Counts what lies in a store. */
@Command(
        name = "stats",
        description = "Prints the number of objects and bytes, and the settings of the store.",
        footer = {"", "Example:", "  bin/store stats"})
final class StatsCommand extends StoreCommand {
    @Override
    int run(Invocation call) throws IOException, MisuseException {
        try (ObjectStore store = call.open()) {
            StoreStatistics counted = StoreStatistics.of(store);
            long records = records(store);
            List<Leftover> leftovers = store.leftovers();
            long leftoverBytes = leftovers.stream().mapToLong(Leftover::sizeBytes).sum();
            String id = HexFormat.of().toHexDigits(store.root().storeId());
            if (call.json()) {
                call.out()
                        .println(
                                new JsonLine()
                                        .with("store", id)
                                        .with("epoch", store.presentEpoch())
                                        .with("objects", counted.objects())
                                        .with("bytes", counted.bytes())
                                        .with("records", records)
                                        .with("leftovers", leftovers.size())
                                        .with("leftoverBytes", leftoverBytes)
                                        .with(
                                                "inlineUpToBytes",
                                                store.root().inlineThresholdBytes()));
            } else {
                call.out().printf("store      %s, %s%n", id, store);
                call.out().printf("epoch      %d%n", store.presentEpoch());
                call.out().printf("objects    %,d%n", counted.objects());
                call.out().printf("bytes      %,d%n", counted.bytes());
                call.out().printf("records    %,d%n", records);
                call.out()
                        .printf(
                                "left over  %,d files of puts that never ended, %,d bytes%n",
                                leftovers.size(), leftoverBytes);
                call.out()
                        .printf(
                                "inline     up to %,d bytes%n",
                                store.root().inlineThresholdBytes());
            }
        }
        return StoreTool.WELL;
    }

    private static long records(ObjectStore store) throws StoreException {
        long count = 0;
        try (Stream<String> spaces = store.records().spaces()) {
            for (Iterator<String> space = spaces.iterator(); space.hasNext(); ) {
                try (Stream<ContentId> keys = store.records().keys(space.next())) {
                    count += keys.count();
                }
            }
        }
        return count;
    }
}
