// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.collect.HeldRoot;
import io.multimodal.store.collect.ObjectFate;
import io.multimodal.store.collect.Sweep;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says of objects what keeps them, or what became of them. */
@Command(
        name = "why",
        description =
                "Prints why objects are still there, or are not: the roots that keep them, when they are removed, whether they are in the trash.",
        footer = {"", "Example:", "  bin/store why cas:1:..."})
final class WhyCommand extends StoreCommand {
    @Parameters(
            paramLabel = "REF",
            arity = "1..*",
            description = "a reference to a stored object: cas:1:...")
    private List<String> references;

    @Override
    int run(Invocation call) throws IOException, MisuseException, InvalidReferenceException {
        List<ContentId> ids = new ArrayList<>();
        for (String reference : references) {
            if (!(call.reference(reference) instanceof StoredRef stored)) {
                throw new MisuseException(
                        "Only what lies in a store is collected; '%s' refers to something else, which bin/store stat describes"
                                .formatted(reference));
            }
            ids.add(stored.id());
        }
        try (ObjectStore store = call.open()) {
            List<ObjectFate> fates = Sweep.of(store).explain(ids, Sweep.Settings.DEFAULT);
            fates.forEach(fate -> print(call, fate));
            return fates.stream().anyMatch(fate -> fate.epoch() == 0)
                    ? StoreTool.FAILED
                    : StoreTool.WELL;
        }
    }

    private static void print(Invocation call, ObjectFate fate) {
        if (call.json()) {
            call.out()
                    .println(
                            new JsonLine()
                                    .with("id", fate.id().toString())
                                    .with("state", fate.state().toString())
                                    .with("epoch", fate.epoch())
                                    .with("why", fate.why())
                                    .with(
                                            "roots",
                                            String.join(
                                                    " ",
                                                    fate.roots().stream()
                                                            .map(held -> held.root().name())
                                                            .toList())));
            return;
        }
        call.out().printf("%s  %s%n", fate.id(), sentence(fate));
        for (HeldRoot held : fate.roots()) {
            call.out()
                    .printf(
                            "  %s  %s%s%s%n",
                            held.root(),
                            held.owner(),
                            held.madeAt()
                                    .map(at -> ", made " + at.truncatedTo(ChronoUnit.SECONDS))
                                    .orElse(""),
                            held.endsAt()
                                    .map(at -> ", ends " + at.truncatedTo(ChronoUnit.SECONDS))
                                    .orElse(""));
        }
    }

    private static String sentence(ObjectFate fate) {
        int roots = fate.roots().size();
        return switch (fate.state()) {
            case KEPT ->
                    roots == 0
                            ? "in epoch %d, kept: %s".formatted(fate.epoch(), fate.why())
                            : "in epoch %d, kept until %s released:"
                                    .formatted(
                                            fate.epoch(),
                                            roots == 1
                                                    ? "this root ends or is"
                                                    : "all of these "
                                                            + roots
                                                            + " roots end or are");
            case GARBAGE -> "in epoch %d, garbage: %s".formatted(fate.epoch(), fate.why());
            case IN_TRASH -> "in the trash of epoch %d: %s".formatted(fate.epoch(), fate.why());
            case ERASED, ABSENT -> "not there: " + fate.why();
        };
    }
}
