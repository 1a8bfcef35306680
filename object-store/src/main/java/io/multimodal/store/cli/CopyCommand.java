// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectHandle;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.ObjectSummary;
import io.multimodal.store.Payload;
import io.multimodal.store.error.CorruptObjectException;
import io.multimodal.store.error.ObjectErasedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.store.runtime.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Copies every object, record and erasure to a new store with the same id, so that references find
 * their objects there, and what was erased stays so. What is damaged is named and left; the rest is
 * copied. Run again, it copies what is missing.
 */
@Command(
        name = "copy",
        description =
                "Copies everything to an empty store with the same id, so that references stay valid.",
        footer = {"", "Example:", "  bin/store --store /data/media copy s3://bucket/media"})
final class CopyCommand extends StoreCommand {
    @Parameters(paramLabel = "URI", description = "the store to copy to")
    private String to;

    private static final int IN_FLIGHT = 256;
    private static final int BATCH = 4096;

    @Override
    int run(Invocation call) throws IOException, MisuseException {
        Progress progress = new Progress(call.err(), "copied");
        long damaged;
        try (ObjectStore from = call.open();
                ObjectStore target =
                        Stores.create(Invocation.lasting(to), from.root(), from.presentEpoch())) {
            copyErasures(from, target);
            damaged = copyObjects(call, from, target, progress);
            copyRecords(from, target);
        }
        if (call.json()) {
            call.out()
                    .println(
                            new JsonLine()
                                    .with("copied", progress.objects())
                                    .with("damaged", damaged)
                                    .with("bytes", progress.bytes()));
        } else {
            call.out()
                    .printf(
                            "copied %,d objects, %,d bytes in %.1f s%s%n",
                            progress.objects(),
                            progress.bytes(),
                            progress.seconds(),
                            damaged == 0
                                    ? ""
                                    : "; "
                                            + damaged
                                            + " damaged were not copied: put the originals again");
        }
        return damaged == 0 ? StoreTool.WELL : StoreTool.FAILED;
    }

    /** Before the objects, of which some may have been put again since. */
    private static void copyErasures(ObjectStore from, ObjectStore target) throws StoreException {
        Set<ContentId> there;
        try (Stream<ContentId> all = target.erasures()) {
            there = all.collect(Collectors.toSet());
        }
        try (Stream<ContentId> all = from.erasures()) {
            for (Iterator<ContentId> each = all.iterator(); each.hasNext(); ) {
                ContentId erased = each.next();
                if (!there.contains(erased)) {
                    target.erase(erased);
                }
            }
        }
    }

    /** Gives how many copies could not be read. */
    private static long copyObjects(
            Invocation call, ObjectStore from, ObjectStore target, Progress progress)
            throws IOException {
        Deque<Copying> puts = new ArrayDeque<>();
        long damaged = 0;
        try (Stream<ObjectSummary> all = from.list()) {
            Iterator<ObjectSummary> each = all.iterator();
            while (each.hasNext()) {
                for (ObjectSummary copy : missing(next(each), target)) {
                    puts.add(new Copying(copy, put(from, copy, target, progress)));
                    if (puts.size() == IN_FLIGHT) {
                        damaged += await(call, puts.remove(), progress) ? 0 : 1;
                    }
                }
            }
        }
        while (!puts.isEmpty()) {
            damaged += await(call, puts.remove(), progress) ? 0 : 1;
        }
        return damaged;
    }

    private static CompletionStage<ObjectRef> put(
            ObjectStore from, ObjectSummary copy, ObjectStore target, Progress progress) {
        try {
            return target.put(payload(from, copy, progress));
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static List<ObjectSummary> next(Iterator<ObjectSummary> each) {
        List<ObjectSummary> next = new ArrayList<>();
        while (next.size() < BATCH && each.hasNext()) {
            next.add(each.next());
        }
        return next;
    }

    private static List<ObjectSummary> missing(List<ObjectSummary> copies, ObjectStore target)
            throws StoreException {
        Set<ContentId> missing =
                target.findMissing(
                        copies.stream().map(ObjectSummary::id).collect(Collectors.toSet()),
                        target.presentEpoch());
        return copies.stream().filter(copy -> missing.contains(copy.id())).toList();
    }

    private static Payload payload(ObjectStore from, ObjectSummary copy, Progress progress)
            throws StoreException {
        StoredRef ref =
                copy.ref(from.root().storeId())
                        .orElseThrow(
                                () ->
                                        new CorruptObjectException(
                                                "The object "
                                                        + copy.id()
                                                        + " has lost its range tree and cannot be"
                                                        + " copied; put the original again"));
        ObjectHandle handle = from.open(ref);
        return new Payload() {
            @Override
            public InputStream open() throws IOException {
                return progress.counting(handle.stream());
            }

            @Override
            public OptionalLong expectedBytes() {
                return OptionalLong.of(copy.sizeBytes());
            }
        };
    }

    /** Whether the object was copied; what is damaged or gone is named. */
    private static boolean await(Invocation call, Copying copying, Progress progress)
            throws IOException {
        try {
            PutCommand.join(copying.put());
            progress.object();
            return true;
        } catch (CorruptObjectException | ObjectNotFoundException | ObjectErasedException e) {
            call.err().println("not copied: " + copying.copy().place() + ": " + e.getMessage());
            return false;
        }
    }

    private static void copyRecords(ObjectStore from, ObjectStore target) throws StoreException {
        try (Stream<String> spaces = from.records().spaces()) {
            for (Iterator<String> space = spaces.iterator(); space.hasNext(); ) {
                copyRecords(from, target, space.next());
            }
        }
    }

    private static void copyRecords(ObjectStore from, ObjectStore target, String space)
            throws StoreException {
        try (Stream<ContentId> keys = from.records().keys(space)) {
            for (Iterator<ContentId> key = keys.iterator(); key.hasNext(); ) {
                ContentId each = key.next();
                byte[] value = from.records().get(space, each).orElse(null);
                if (value != null) {
                    target.records().putIfAbsent(space, each, value);
                }
            }
        }
    }

    /** A put that is under way. */
    private record Copying(ObjectSummary copy, CompletionStage<ObjectRef> put) {}
}
