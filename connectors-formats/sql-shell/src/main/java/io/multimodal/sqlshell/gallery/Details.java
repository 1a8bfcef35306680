// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.sqlshell.gallery;

import io.multimodal.media.MediaRuntime;
import io.multimodal.media.modality.Modalities;
import io.multimodal.media.modality.Modality;
import io.multimodal.media.tensor.TensorData;
import io.multimodal.store.error.InvalidReferenceException;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.MediaValue;
import io.multimodal.types.MultimodalType;
import io.multimodal.types.Tensor;
import io.multimodal.types.program.Programs;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that can be said of a value: its attributes, its reference, the program of a derived one, its
 * metadata, the statistics of a tensor. Thread-safe; blocks, and reads the object.
 */
final class Details {
    private final MediaRuntime media;

    /**
     * @param media stays the caller's to close
     */
    Details(MediaRuntime media) {
        this.media = media;
    }

    /** Names and texts in the order in which they are shown. */
    Map<String, String> of(MediaValue value) throws IOException, InvalidReferenceException {
        Map<String, String> all = new LinkedHashMap<>();
        attributes(all, value);
        ObjectRef ref = value.reference();
        ObjectRef source = ref instanceof DerivedRef derived ? derived.source() : ref;
        Programs.text(ref).ifPresent(program -> all.put("program", program));
        all.put(source == ref ? "object" : "made of", source.toString());
        if (value instanceof Tensor tensor) {
            statistics(all, media.tensors().read(tensor));
        }
        metadata(value).forEach(all::putIfAbsent);
        return all;
    }

    private <T extends MediaValue> Map<String, String> metadata(T value)
            throws IOException, InvalidReferenceException {
        Modality<T> modality = Modalities.of(value);
        return modality.metadata(media, value);
    }

    private static <T extends MediaValue> void attributes(Map<String, String> all, T value) {
        @SuppressWarnings("unchecked") // a value's type is the type of its class
        MultimodalType<T> type = (MultimodalType<T>) value.type();
        for (int i = 0; i < type.attributes().size(); i++) {
            String name = type.attributes().get(i).name();
            Object attribute = name.equals("object") ? null : type.attribute(value, i);
            if (attribute != null) {
                all.put(name, CellText.of(attribute));
            }
        }
    }

    private static void statistics(Map<String, String> all, TensorData tensor) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        long numbers = 0;
        for (int i = 0; i < tensor.size(); i++) {
            double element = tensor.get(i);
            if (Double.isFinite(element)) {
                least = Math.min(least, element);
                greatest = Math.max(greatest, element);
                sum += element;
                squares += element * element;
                numbers++;
            }
        }
        if (numbers > 0) {
            double mean = sum / numbers;
            all.put("min", "%.6g".formatted(least));
            all.put("max", "%.6g".formatted(greatest));
            all.put("mean", "%.6g".formatted(mean));
            all.put(
                    "deviation",
                    "%.6g".formatted(Math.sqrt(Math.max(0, squares / numbers - mean * mean))));
        }
        if (numbers < tensor.size()) {
            all.put("not finite", Long.toString(tensor.size() - numbers));
        }
    }
}
