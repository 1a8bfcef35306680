// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tensors;

import io.multimodal.formats.container.ContainerFormatFactory;
import io.multimodal.formats.spi.ContainerFormat;
import org.apache.flink.configuration.ReadableConfig;

/** A format in which a file holds several tensors and a tensor is a row. */
public abstract class TensorFormatFactory extends ContainerFormatFactory {
    private final TensorFileKind kind;

    private TensorFormatFactory(TensorFileKind kind) {
        this.kind = kind;
    }

    /** Finds {@code 'format' = 'safetensors'}. */
    public static final class OfSafetensors extends TensorFormatFactory {
        /** Called by Flink. */
        public OfSafetensors() {
            super(TensorFileKind.SAFETENSORS);
        }
    }

    /** Finds {@code 'format' = 'npz'}. */
    public static final class OfNpz extends TensorFormatFactory {
        /** Called by Flink. */
        public OfNpz() {
            super(TensorFileKind.NPZ);
        }
    }

    @Override
    public final String factoryIdentifier() {
        return kind.format();
    }

    @Override
    public final ContainerFormat format(ReadableConfig options) {
        return new TensorFormat(kind);
    }
}
