// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.AuditedObject;
import io.multimodal.store.Leftover;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.error.StoreException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Reads every copy of every object, as long as its time allows, and names what is damaged. Begins
 * with what was not read for longest.
 */
@Command(
        name = "verify",
        description =
                "Reads all objects, those verified longest ago first, and names the damaged ones.",
        footer = {"", "Example:", "  bin/store verify --seconds 600"})
final class VerifyCommand extends StoreCommand {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "1e12",
            description = "stops after this time, at the end of a part (default: reads everything)")
    private double budget;

    @Override
    int run(Invocation call) throws IOException, MisuseException {
        Progress progress = new Progress(call.err(), "verified");
        long damaged = 0;
        boolean complete = true;
        try (ObjectStore store = call.open()) {
            CheckedParts checked = CheckedParts.load(store.records());
            List<String> parts = checked.inOrder(store.auditParts());
            for (int i = 0; i < parts.size() && complete; i++) {
                damaged += verify(call, store, parts.get(i), progress);
                note(call, checked, parts.get(i));
                complete = progress.seconds() <= budget || i == parts.size() - 1;
            }
            printLeftovers(call, store.leftovers());
            summarise(call, progress, damaged, complete);
            save(call, checked);
        }
        return damaged == 0 ? StoreTool.WELL : StoreTool.FAILED;
    }

    /** Reads a part to its end and says how many of its objects are damaged. */
    private static long verify(Invocation call, ObjectStore store, String part, Progress progress)
            throws StoreException {
        long damaged = 0;
        try (Stream<AuditedObject> all = store.audit(part)) {
            for (Iterator<AuditedObject> each = all.iterator(); each.hasNext(); ) {
                AuditedObject audited = each.next();
                progress.bytes(audited.copy().sizeBytes());
                progress.object();
                if (audited.damage().isPresent()) {
                    damaged++;
                    print(call, audited, audited.damage().get());
                }
            }
        }
        return damaged;
    }

    private static void note(Invocation call, CheckedParts checked, String part) {
        try {
            checked.checked(part);
        } catch (StoreException e) {
            call.err().println("What was verified is not noted: " + e.getMessage());
        }
    }

    /** A store that may only be read forgets what was verified. */
    private static void save(Invocation call, CheckedParts checked) {
        try {
            checked.save();
        } catch (StoreException e) {
            call.err().println("What was verified is not noted: " + e.getMessage());
        }
    }

    private static void printLeftovers(Invocation call, List<Leftover> leftovers) {
        for (Leftover leftover : leftovers) {
            if (call.json()) {
                call.out()
                        .println(
                                new JsonLine()
                                        .with("leftover", leftover.place())
                                        .with("bytes", leftover.sizeBytes()));
            } else {
                call.out()
                        .printf(
                                "left over: %s, %,d bytes of a put that never ended; a later put"
                                        + " removes it%n",
                                leftover.place(), leftover.sizeBytes());
            }
        }
    }

    private static void print(Invocation call, AuditedObject audited, String damage) {
        if (call.json()) {
            call.out()
                    .println(
                            new JsonLine()
                                    .with("id", audited.copy().id().toString())
                                    .with("place", audited.copy().place())
                                    .with("damage", damage));
        } else {
            call.out()
                    .println(
                            "damaged: "
                                    + audited.copy().id()
                                    + " at "
                                    + audited.copy().place()
                                    + ": "
                                    + damage);
        }
    }

    private static void summarise(
            Invocation call, Progress progress, long damaged, boolean complete) {
        if (call.json()) {
            call.out()
                    .println(
                            new JsonLine()
                                    .with("verified", progress.objects())
                                    .with("bytes", progress.bytes())
                                    .with("damaged", damaged)
                                    .with("complete", complete));
        } else {
            call.out()
                    .printf(
                            "%s %,d objects, %,d bytes in %.1f s: %s%n",
                            complete ? "verified" : "verified a part, as time allowed:",
                            progress.objects(),
                            progress.bytes(),
                            progress.seconds(),
                            damaged == 0 ? "all sound" : damaged + " damaged");
        }
    }
}
