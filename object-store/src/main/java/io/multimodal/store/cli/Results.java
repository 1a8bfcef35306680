// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * Where results go. What cannot be written ends the command: a {@link PrintStream} alone would go
 * on in silence, and a reference that was not printed would count as given out.
 */
final class Results extends FilterOutputStream {
    private Results(OutputStream out) {
        super(out);
    }

    /**
     * Prints UTF-8, and flushes after each line.
     *
     * @return throws {@link UncheckedIOException} where it cannot write
     */
    static PrintStream to(OutputStream out) {
        return new PrintStream(new Results(out), true, UTF_8);
    }

    @Override
    public void write(int oneByte) {
        attempt(() -> out.write(oneByte));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        attempt(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() {
        attempt(out::flush);
    }

    private void attempt(Writing writing) {
        try {
            writing.run();
            if (out instanceof PrintStream silent && silent.checkError()) {
                throw new IOException("the output is gone or full");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException("Cannot write the results: " + e.getMessage(), e));
        }
    }

    private interface Writing {
        void run() throws IOException;
    }
}
