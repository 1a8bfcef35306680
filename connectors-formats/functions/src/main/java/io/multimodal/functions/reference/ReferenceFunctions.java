// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.functions.reference;

import io.multimodal.functions.spec.Call;
import io.multimodal.media.MediaRuntime;
import io.multimodal.media.content.ArrayHandle;
import io.multimodal.media.modality.Modalities;
import io.multimodal.media.modality.Modality;
import io.multimodal.media.probe.ContentTypes;
import io.multimodal.store.ObjectPresigner;
import io.multimodal.store.Payload;
import io.multimodal.store.Puts;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.error.ObjectNotFoundException;
import io.multimodal.store.external.ReferredObject;
import io.multimodal.store.ref.ContentId;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ExternalRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.store.ref.StoredRef;
import io.multimodal.types.MediaValue;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.FailurePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Functions over values of any multimodal type. All block where they read or put. Thread-safe.
 *
 * <p>Each throws a {@link io.multimodal.types.failure.MediaException} where the medium is bad, a
 * {@link io.multimodal.store.error.StoreException} where storage is.
 */
public final class ReferenceFunctions {
    private ReferenceFunctions() {}

    /** Puts bytes that are a medium of this type; other bytes are not put. */
    public static <T extends MediaValue> T ofBytes(
            MediaRuntime media, Modality<T> modality, byte[] bytes) throws IOException {
        return modality.describe(
                media, new ArrayHandle(bytes), () -> media.stores().put(Payload.of(bytes)));
    }

    /**
     * A value over what lies outside the stores, under a configured prefix, and stays there: only
     * its header is read.
     */
    public static <T extends MediaValue> T ofUri(
            MediaRuntime media, Modality<T> modality, String uri) throws IOException {
        ReferredObject referred;
        try {
            referred = media.stores().refer(new URI(uri), ContentTypes.HEAD_BYTES);
        } catch (URISyntaxException e) {
            throw Call.refused("The place is not a URI: " + e.getReason());
        }
        return modality.describe(media, referred.object(), referred::ref);
    }

    /**
     * The same object as a value of another type: only its header is read. Of a derived value the
     * program is run and the result stored.
     */
    public static <T extends MediaValue> T as(
            MediaRuntime media, Modality<T> modality, MediaValue value)
            throws IOException, InvalidReferenceException {
        ObjectRef ref = value.reference();
        if (ref instanceof DerivedRef) {
            return as(media, modality, materialize(media, value));
        }
        return modality.describe(media, media.stores().open(ref), () -> ref);
    }

    /** The bytes of the object; of a derived value those of its result, encoded. */
    public static byte[] content(MediaRuntime media, MediaValue value)
            throws IOException, InvalidReferenceException {
        ObjectRef ref = value.reference();
        return ref instanceof DerivedRef
                ? render(media, value)
                : media.stores().read(ref, media.limits().maxBytes());
    }

    private static <T extends MediaValue> byte[] render(MediaRuntime media, T value)
            throws IOException, InvalidReferenceException {
        return Modalities.of(value).render(media, value).bytes();
    }

    /** The reference as text, signed where signing keys are configured. */
    public static String objectUri(MediaRuntime media, MediaValue value)
            throws InvalidReferenceException {
        return media.stores().referenceCodec().toText(value.reference());
    }

    /**
     * The SHA-256 of what {@link #content} gives, as {@code sha256:} and 64 hexadecimal digits. For
     * a stored object nothing is read.
     */
    public static String checksum(MediaRuntime media, MediaValue value)
            throws IOException, InvalidReferenceException {
        ObjectRef ref = value.reference();
        if (ref instanceof StoredRef stored) {
            return "sha256:" + stored.id().hex();
        } else if (ref instanceof ExternalRef) {
            return "sha256:" + hash(media, ref).hex();
        }
        return "sha256:" + ContentId.hash(content(media, value)).hex();
    }

    private static ContentId hash(MediaRuntime media, ObjectRef ref) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in =
                    new DigestInputStream(media.stores().open(ref).stream(), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return ContentId.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** What is known of a value, and what the header of its source says, by name. */
    public static <T extends MediaValue> Map<String, String> metadata(MediaRuntime media, T value)
            throws IOException, InvalidReferenceException {
        Modality<T> modality = Modalities.of(value);
        Map<String, String> all = new TreeMap<>(modality.metadata(media, value));
        for (int i = 1; i < modality.type().attributes().size(); i++) {
            Object known = modality.type().attribute(value, i);
            if (known != null) {
                String text =
                        known instanceof Object[] many ? Arrays.toString(many) : known.toString();
                all.put(modality.type().attributes().get(i).name(), text);
            }
        }
        return all;
    }

    /**
     * A URL by which anybody may fetch a stored object for a while. It is a secret.
     *
     * @param expires one second to seven days
     */
    public static String presignedUrl(MediaRuntime media, MediaValue value, Duration expires)
            throws IOException, InvalidReferenceException {
        ObjectRef ref = value.reference();
        if (!(ref instanceof StoredRef stored)) {
            throw Call.refused(
                    "Only what lies in a store has a URL there, not "
                            + ref
                            + "; MATERIALIZE puts it into one, unless it is so small that it rides in the reference");
        }
        try {
            return media.stores()
                    .presign(stored, ObjectPresigner.checkedExpires(expires))
                    .toString();
        } catch (IllegalArgumentException e) {
            throw Call.refused(e.getMessage());
        }
    }

    /**
     * The value as an object of the store that new objects go to: a derived value's program is run,
     * an external object is copied in, a stored one stays as it is. Remembered, so that the same
     * program over the same source runs once.
     */
    public static <T extends MediaValue> T materialize(MediaRuntime media, T value)
            throws IOException, InvalidReferenceException {
        ObjectRef ref = value.reference();
        Modality<T> modality = Modalities.of(value);
        if (ref instanceof ExternalRef external) {
            ObjectRef ingested = Puts.await(media.stores().ingest(external));
            return modality.describe(media, media.stores().open(ingested), () -> ingested);
        }
        if (!(ref instanceof DerivedRef derived)) {
            return value;
        }
        Remembered known = new Remembered(media.stores().main().records());
        Optional<ObjectRef> before = known.get(derived);
        if (before.isPresent()) {
            ObjectRef result = before.get();
            try {
                media.stores().keep(result);
                return modality.describe(media, media.stores().open(result), () -> result);
            } catch (ObjectNotFoundException e) {
                // It was erased or collected since; it is made once more.
            }
        }
        T result = modality.materialise(media, value);
        known.put(derived, result.reference());
        return result;
    }

    /** Decodes a value and says with which error code that fails; null if it is good. */
    public static <T extends MediaValue> String mediaError(MediaRuntime media, T value)
            throws IOException {
        try {
            Modalities.of(value).check(media, value);
            return null;
        } catch (InvalidReferenceException e) {
            return ErrorCode.REFUSED.name();
        } catch (IOException e) {
            return FailurePolicy.codeOf(e).orElseThrow(() -> e).name();
        }
    }
}
