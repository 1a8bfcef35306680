// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import io.multimodal.store.ExternalRef;
import io.multimodal.store.InlineRef;
import io.multimodal.store.InvalidReferenceException;
import io.multimodal.store.ObjectRef;
import io.multimodal.store.ObjectStore;
import io.multimodal.store.StoreException;
import io.multimodal.store.StoredRef;
import io.multimodal.store.assembly.Stores;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command works with.
 *
 * @param environment the environment's variables
 * @param in where {@code put -} reads
 * @param out results
 * @param err progress and complaints
 */
record Invocation(
        Arguments arguments,
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err) {
    boolean json() {
        return arguments.has("json");
    }

    /** The store, made if it is not there. The caller closes it. */
    ObjectStore openOrMake() throws StoreException, MisuseException {
        return Stores.open(uri());
    }

    /** The store, which must be there. The caller closes it. */
    ObjectStore open() throws StoreException, MisuseException {
        return Stores.openExisting(uri());
    }

    /** The reference that is the only operand. */
    ObjectRef reference() throws MisuseException, InvalidReferenceException {
        return ObjectRef.fromText(arguments.only("reference").strip());
    }

    /** The object behind a reference, as a verified stream; needs no store for inline ones. */
    static InputStream stream(ObjectStore store, ObjectRef ref)
            throws StoreException, MisuseException {
        if (ref instanceof StoredRef stored) {
            return store.open(stored).stream();
        } else if (ref instanceof InlineRef inline) {
            return new ByteArrayInputStream(inline.content());
        }
        throw new MisuseException(
                ref instanceof ExternalRef
                        ? "An external object lies outside every store; read it where it lies"
                        : "A derived object is not stored; its source is");
    }

    /** Where the store is. */
    URI uri() throws MisuseException {
        String text = arguments.options().get("store");
        text = text == null ? environment.get("MULTIMODAL_STORE") : text;
        if (text == null || text.isBlank()) {
            throw new MisuseException("Say which store: --store URI, or MULTIMODAL_STORE");
        }
        return uri(text);
    }

    /** A URI, or the URI of a folder. */
    static URI uri(String text) throws MisuseException {
        if (!text.matches("[a-z][a-z0-9]+:.*")) {
            return Path.of(text).toAbsolutePath().toUri();
        }
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new MisuseException("The store '" + text + "' is no URI and no folder");
        }
    }
}
