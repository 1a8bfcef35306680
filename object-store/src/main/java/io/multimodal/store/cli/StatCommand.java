// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ObjectStore;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.ObjectChangedException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.external.ExternalObjects;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.InlineRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import java.io.IOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what a reference is, and whether the store has its object; reads nothing of it. */
@Command(
        name = "stat",
        description = "Prints what a reference is and whether its object exists.",
        footer = {"", "Example:", "  bin/store stat cas:1:..."})
final class StatCommand extends StoreCommand {
    @Parameters(paramLabel = "REF", description = "a reference: cas:1:..., inl:1:..., ext:1:...")
    private String reference;

    @Override
    int run(Invocation call) throws IOException, MisuseException, InvalidReferenceException {
        ObjectRef ref = call.reference(reference);
        Map<String, String> fields = new LinkedHashMap<>();
        ref.sizeBytes().ifPresent(size -> fields.put("bytes", Long.toString(size)));
        int code = StoreTool.WELL;
        if (ref instanceof StoredRef stored) {
            describe(stored, fields);
            try (ObjectStore store = call.open()) {
                boolean there = isThere(store, stored);
                fields.put("there", Boolean.toString(there));
                code = there ? StoreTool.WELL : StoreTool.FAILED;
            }
        } else if (ref instanceof InlineRef) {
            fields.put("kind", "inline");
        } else if (ref instanceof ExternalRef external) {
            fields.put("kind", "external");
            fields.put("uri", external.uri());
            fields.put("offset", Long.toString(external.offset()));
            external.validator().ifPresent(seen -> fields.put("validator", seen));
            external.prefix()
                    .ifPresent(
                            bytes ->
                                    fields.put(
                                            "prefix", HexFormat.of().formatHex(bytes.content())));
            code = call.prefixes().isEmpty() ? StoreTool.WELL : look(call, external, fields);
        } else if (ref instanceof DerivedRef derived) {
            fields.put("kind", "derived");
            fields.put("source", call.referenceCodec().toText(derived.source()));
            fields.put("program", HexFormat.of().formatHex(derived.program()));
        }
        print(call, fields);
        return code;
    }

    /** Whether it is still what was referenced. */
    private static int look(Invocation call, ExternalRef ref, Map<String, String> fields)
            throws IOException, MisuseException {
        try (ExternalObjects objects = call.externals()) {
            objects.open(ref).read(0, 0);
            fields.put("there", "true");
            return StoreTool.WELL;
        } catch (ObjectNotFoundException e) {
            fields.put("there", "false");
        } catch (ObjectChangedException e) {
            fields.put("changed", e.getMessage());
        }
        return StoreTool.FAILED;
    }

    private static boolean isThere(ObjectStore store, StoredRef ref) throws IOException {
        store.open(ref);
        return store.findMissing(Set.of(ref.id())).isEmpty();
    }

    private static void describe(StoredRef ref, Map<String, String> fields) {
        fields.put("kind", "stored");
        fields.put("store", HexFormat.of().toHexDigits(ref.storeId()));
        fields.put("id", ref.id().toString());
        ref.treeRoot().ifPresent(root -> fields.put("range tree", root.toString()));
    }

    private static void print(Invocation call, Map<String, String> fields) {
        if (call.json()) {
            JsonLine json = new JsonLine();
            fields.forEach(json::with);
            call.out().println(json);
        } else {
            fields.forEach((name, value) -> call.out().printf("%-10s %s%n", name, value));
        }
    }
}
