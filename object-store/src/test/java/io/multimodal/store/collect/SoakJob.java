// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.Payload;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.Stores;
import java.io.FileOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;

/**
 * Jobs one after another, until the process is killed: each makes a root, puts objects, writes down
 * what it was told, and follows from those before. After a few of them nothing is needed any more,
 * and there is none for a moment, or the floor would never rise.
 */
final class SoakJob {
    private static final int OBJECTS = 40;
    private static final int FOLLOWING = 3;

    private SoakJob() {}

    /** The arguments are the store's URI, the file to write to, and a seed. */
    public static void main(String[] args) throws Exception {
        Random random = new Random(Long.parseLong(args[2]));
        List<JobRoot> held = new ArrayList<>();
        try (ObjectStore store = Stores.open(URI.create(args[0]));
                FileOutputStream log = new FileOutputStream(args[1])) {
            JobRoots roots = JobRoots.of(store);
            while (true) {
                JobRoot root = roots.make(owner(args[1]), held);
                held.add(root);
                say(log, "root", root.name());
                List<CompletionStage<ObjectRef>> puts = new ArrayList<>();
                for (int i = 0; i < OBJECTS; i++) {
                    // Few contents, so that jobs meet the same ones in other epochs.
                    int which = random.nextInt(400);
                    byte[] bytes = new byte[which % 100 == 0 ? 1_200_000 : 1_100 + which];
                    new Random(which).nextBytes(bytes);
                    puts.add(store.put(Payload.of(bytes)));
                }
                for (CompletionStage<ObjectRef> put : puts) {
                    say(log, "holds", put.toCompletableFuture().join().toText());
                }
                if (held.size() == FOLLOWING) {
                    for (JobRoot old : held) {
                        roots.release(old);
                    }
                    held.clear();
                    Thread.sleep(random.nextInt(300));
                }
            }
        }
    }

    /** Whose a root is, also one that was made when nobody was told yet. */
    static String owner(String log) {
        return "jobs that write " + log;
    }

    private static void say(FileOutputStream log, String what, String name) throws Exception {
        log.write((what + " " + name + "\n").getBytes(US_ASCII));
    }
}
