// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store;

import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.Stores;
import java.io.FileOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletionStage;

/** Puts objects until it is killed, and writes down each reference that it was given. */
public final class SoakWriter {
    private static final int IN_FLIGHT = 32;

    private SoakWriter() {}

    /** The arguments are the store's URI, the file to write to, and a seed. */
    public static void main(String[] args) throws Exception {
        Random random = new Random(Long.parseLong(args[2]));
        Deque<CompletionStage<ObjectRef>> puts = new ArrayDeque<>();
        try (ObjectStore store = Stores.open(URI.create(args[0]));
                FileOutputStream log = new FileOutputStream(args[1])) {
            while (true) {
                // Few contents, so that writers meet the same ones.
                int which = random.nextInt(4000);
                byte[] bytes = new byte[which % 200 == 0 ? 1_200_000 : 1_100 + which % 3000];
                new Random(which).nextBytes(bytes);
                puts.add(store.put(Payload.of(bytes)));
                if (puts.size() > IN_FLIGHT) {
                    String ref = puts.remove().toCompletableFuture().join().toText();
                    log.write((ref + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }
}
