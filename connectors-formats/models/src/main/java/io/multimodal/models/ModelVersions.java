// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.models;

import io.multimodal.annotation.Internal;
import io.multimodal.models.internal.onnx.ModelFile;
import io.multimodal.models.runtime.RuntimeOptions;
import io.multimodal.models.runtime.StoredFiles;
import io.multimodal.models.spi.ModelException;
import io.multimodal.store.Payload;
import io.multimodal.store.StoreConfig;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.runtime.StoreRuntime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * What a catalog writes down of a model's file when the model is created: its digest, and a
 * reference if the file goes into a store. It concerns models with the option {@code path} of the
 * provider {@code onnx}; the options of others stay as they are. Stateless; every call blocks.
 */
@Internal
public final class ModelVersions {
    /** Says in the card of a model from which file it was made. */
    public static final String SOURCE = ModelCard.PREFIX + "source";

    private ModelVersions() {}

    /**
     * The options with the digest of the model's file, as {@code digest}.
     *
     * @throws ModelException if the file cannot be read, or is another one than {@code digest}
     *     names
     */
    public static Map<String, String> pinned(
            String model, Map<String, String> options, StoreConfig stores) throws ModelException {
        if (!isFile(options)) {
            return options;
        }
        try (ModelFile file = ModelFiles.read(path(options), stores)) {
            return pinned(model, options, file);
        }
    }

    /**
     * The same options, with a reference to the file as {@code path}: the file is put into the
     * default store. A file that is in a store already stays there.
     *
     * @throws ModelException if the file cannot be read, is another one than {@code digest} names,
     *     or has its weights in other files; or if the store does not take it
     */
    public static Map<String, String> stored(
            String model, Map<String, String> options, StoreConfig stores) throws ModelException {
        if (!isFile(options)) {
            return options;
        }
        String path = path(options);
        try (ModelFile file = ModelFiles.read(path, stores)) {
            Map<String, String> pinned = new HashMap<>(pinned(model, options, file));
            if (StoredFiles.isReference(path)) {
                return pinned;
            }
            if (file.weights().isPresent()) {
                throw new ModelException(
                        "The model at '%s' has its weights in other files, and an object of a store is one file; save it as one file, or create the model in a catalog with 'model-files' = 'pin'"
                                .formatted(path));
            }
            pinned.put(
                    OnnxModelOptions.PATH.key(),
                    put("model at '" + path + "'", file.bytes(), stores));
            pinned.putIfAbsent(SOURCE, path);
            return pinned;
        }
    }

    private static Map<String, String> pinned(
            String model, Map<String, String> options, ModelFile file) throws ModelException {
        ModelDigest.check(model, options.get(RuntimeOptions.DIGEST.key()), file);
        Map<String, String> pinned = new HashMap<>(options);
        pinned.put(RuntimeOptions.DIGEST.key(), file.digest().toString());
        return pinned;
    }

    /**
     * Puts the file of a model into the default store.
     *
     * @param model what it is, for messages
     * @return the text form of its reference
     * @throws ModelException if the store does not take it
     */
    public static String put(String model, byte[] bytes, StoreConfig stores) throws ModelException {
        try (StoreRuntime open = StoreRuntime.acquire(stores)) {
            ObjectRef reference = open.main().put(Payload.of(bytes)).toCompletableFuture().join();
            return open.referenceCodec().toText(reference);
        } catch (StoreException | CompletionException e) {
            Throwable cause = e instanceof CompletionException ? e.getCause() : e;
            throw new ModelException(
                    "The %s cannot be put into the store: %s".formatted(model, cause.getMessage()),
                    cause);
        }
    }

    private static boolean isFile(Map<String, String> options) {
        return OnnxModelProviderFactory.IDENTIFIER.equals(options.get("provider"))
                && options.containsKey(OnnxModelOptions.PATH.key());
    }

    private static String path(Map<String, String> options) {
        return options.get(OnnxModelOptions.PATH.key());
    }
}
