// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package org.example.webdav;

import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.error.RefusedException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/** A process whose class path lacks the example; its jar is in a class loader, as of a job. */
public final class Job {
    private Job() {}

    /**
     * Puts an object into a store, and reads it from there.
     *
     * @param args the URL of the jar, the URI of the store
     */
    public static void main(String[] args) throws Exception {
        byte[] content = new byte[100_000];
        Arrays.fill(content, (byte) 7);
        StoreConfig config = StoreConfig.of(args[1]);
        try (StoreRuntime stores = StoreRuntime.acquire(config)) {
            System.out.println("without the jar: " + stores.main());
        } catch (RefusedException e) {
            System.out.println("without the jar: " + e.getClass().getSimpleName());
        }
        try (URLClassLoader jar =
                new URLClassLoader(new URL[] {new URL(args[0])}, Job.class.getClassLoader())) {
            Thread.currentThread().setContextClassLoader(jar);
            ObjectRef ref;
            try (StoreRuntime stores = StoreRuntime.acquire(config)) {
                ref = stores.main().put(Payload.of(content)).toCompletableFuture().join();
            }
            try (StoreRuntime stores = StoreRuntime.acquire(config)) {
                boolean same = Arrays.equals(stores.read(ref, 1 << 20), content);
                System.out.println("with the jar: " + (same ? "the same bytes" : "other bytes"));
            }
        }
    }
}
