// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.local;

import io.multimodal.store.ObjectRef;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletionStage;

/** Puts objects until it is killed, and writes down each reference that it was given. */
public final class SoakWriter {
    private SoakWriter() {}

    /** The arguments are the store's folder, the file to write to, and a seed. */
    public static void main(String[] args) throws Exception {
        Random random = new Random(Long.parseLong(args[2]));
        Deque<CompletionStage<ObjectRef>> puts = new ArrayDeque<>();
        try (ObjectStore store = LocalStore.open(Path.of(args[0]), 16);
                FileOutputStream log = new FileOutputStream(args[1])) {
            while (true) {
                // Few contents, so that writers meet the same ones.
                int which = random.nextInt(2000);
                byte[] bytes = new byte[which % 50 == 0 ? 1_200_000 : 100 + which * 3];
                new Random(which).nextBytes(bytes);
                puts.add(store.put(Payload.of(bytes)));
                if (puts.size() > 8) {
                    String ref = puts.remove().toCompletableFuture().join().toText();
                    log.write((ref + "\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
        }
    }
}
