// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.formats.tensors;

import io.multimodal.media.tensor.file.FileTensor;
import io.multimodal.media.tensor.file.NpzFile;
import io.multimodal.media.tensor.file.NpzWriter;
import io.multimodal.media.tensor.file.SafetensorsFile;
import io.multimodal.media.tensor.file.SafetensorsWriter;
import io.multimodal.store.ObjectHandle;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** The files of several tensors that there are. */
enum TensorFileKind {
    SAFETENSORS {
        @Override
        List<FileTensor> read(ObjectHandle file) throws IOException {
            return SafetensorsFile.read(file);
        }

        @Override
        Output write(OutputStream out) {
            SafetensorsWriter tensors = new SafetensorsWriter();
            return new Output() {
                @Override
                public void add(String name, ObjectHandle object) throws IOException {
                    tensors.add(name, object);
                }

                @Override
                public void finish() throws IOException {
                    tensors.writeTo(out);
                }
            };
        }
    },
    NPZ {
        @Override
        List<FileTensor> read(ObjectHandle file) throws IOException {
            return NpzFile.read(file);
        }

        @Override
        Output write(OutputStream out) {
            NpzWriter tensors = new NpzWriter(out);
            return new Output() {
                @Override
                public void add(String name, ObjectHandle object) throws IOException {
                    tensors.add(name, object);
                }

                @Override
                public void finish() throws IOException {
                    tensors.finish();
                }
            };
        }
    };

    /** A file that is written. Used by one thread. */
    interface Output {
        /**
         * Adds a tensor, whose object is readable until the file is finished. Blocks.
         *
         * @throws io.multimodal.types.failure.MediaException if the file cannot hold it; nothing is
         *     written of it
         */
        void add(String name, ObjectHandle object) throws IOException;

        /** Writes what is left and leaves the stream open. Blocks. */
        void finish() throws IOException;
    }

    /** The tensors of a file. Blocks while it reads the file's index. */
    abstract List<FileTensor> read(ObjectHandle file) throws IOException;

    /** A new file. */
    abstract Output write(OutputStream out);

    /** The name of the format in SQL. */
    String format() {
        return name().toLowerCase(Locale.ROOT);
    }
}
