// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.collect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.collect.EpochFate.Verdict;
import io.multimodal.store.runtime.Stores;
import java.io.FileOutputStream;
import java.net.URI;
import java.time.Duration;

/** Sweeps without patience, one after another, until the process is killed. */
final class SoakSweep {
    static final Sweep.Settings AT_ONCE = new Sweep.Settings(Duration.ZERO, Duration.ZERO);

    private SoakSweep() {}

    /** The arguments are the store's URI, the file to write to, and whether roots are looked at. */
    public static void main(String[] args) throws Exception {
        Sweep.Guards guards = new Sweep.Guards(true, Boolean.parseBoolean(args[2]), true, () -> {});
        try (ObjectStore store = Stores.open(URI.create(args[0]));
                FileOutputStream log = new FileOutputStream(args[1])) {
            while (true) {
                long removed =
                        new Sweep(store, guards)
                                .run(AT_ONCE).stream()
                                        .filter(fate -> fate.verdict() == Verdict.REMOVED)
                                        .mapToLong(fate -> fate.contents().files())
                                        .sum();
                log.write(("removed " + removed + "\n").getBytes(US_ASCII));
            }
        }
    }
}
