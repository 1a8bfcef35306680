// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.documents.pdf;

import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.filter.DecodeOptions;
import org.apache.pdfbox.filter.DecodeResult;
import org.apache.pdfbox.filter.Filter;
import org.apache.pdfbox.filter.FilterFactory;

/**
 * Stands before a filter of PDFBox, which expands a stream into memory without a limit: what it
 * writes is counted, also in encrypted files. The limit belongs to the thread that reads. Filters
 * of images, which no text is in, decode nothing. Thread-safe.
 */
final class GuardedFilter extends Filter {
    private static final Set<String> OF_IMAGES =
            Set.of("DCTDecode", "DCT", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF");
    private static final ThreadLocal<Long> LIMIT = new ThreadLocal<>();
    private static final int MAX_COLORS = 32;
    private static final int MAX_BITS = 16;

    private final Filter guarded;
    private final boolean ofImages;

    private GuardedFilter(Filter guarded, boolean ofImages) {
        this.guarded = guarded;
        this.ofImages = ofImages;
    }

    /** Puts one before each filter of PDFBox, which has no place to name others. */
    static void install() {
        try {
            Field filters = FilterFactory.class.getDeclaredField("filters");
            filters.setAccessible(true);
            @SuppressWarnings("unchecked")
            Map<COSName, Filter> byName =
                    (Map<COSName, Filter>) filters.get(FilterFactory.INSTANCE);
            byName.replaceAll(
                    (name, filter) ->
                            new GuardedFilter(filter, OF_IMAGES.contains(name.getName())));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "This version of PDFBox keeps its filters elsewhere", e);
        }
    }

    /** What this thread reads from now on: streams that expand to no more bytes than these. */
    static void limit(long bytes) {
        LIMIT.set(bytes);
    }

    static void noLimit() {
        LIMIT.remove();
    }

    @Override
    public DecodeResult decode(InputStream in, OutputStream out, COSDictionary about, int index)
            throws IOException {
        checkDecoded(about, index);
        return guarded.decode(in, new Counted(out), about, index);
    }

    @Override
    public DecodeResult decode(
            InputStream in, OutputStream out, COSDictionary about, int index, DecodeOptions options)
            throws IOException {
        checkDecoded(about, index);
        return guarded.decode(in, new Counted(out), about, index, options);
    }

    @Override
    protected void encode(InputStream in, OutputStream out, COSDictionary about)
            throws IOException {
        guarded.encode(in, out, about, 0);
    }

    /** A predictor takes memory for a row, whose length the file says. */
    private void checkDecoded(COSDictionary about, int index) throws IOException {
        if (ofImages) {
            throw new IOException("Images are not decoded for their text");
        }
        COSDictionary settings = getDecodeParams(about, index);
        long columns = settings.getInt(COSName.COLUMNS, 1);
        if (LIMIT.get() != null && columns * MAX_COLORS * MAX_BITS / Byte.SIZE > limit()) {
            throw tooLarge();
        }
    }

    private static long limit() {
        Long limit = LIMIT.get();
        return limit == null ? Long.MAX_VALUE : limit;
    }

    private static Deadline.Stopped tooLarge() {
        return new Deadline.Stopped(
                new MediaException(
                        ErrorCode.EXPANDS_TOO_MUCH,
                        "A stream in the document expands to more than the limit of %d bytes; 'multimodal.limits.bytes' and the heap decide how much it may"
                                .formatted(limit())));
    }

    private static final class Counted extends FilterOutputStream {
        private final long limit = limit();
        private long written;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            count(1);
            out.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count(length);
            out.write(bytes, offset, length);
        }

        private void count(int bytes) {
            written += bytes;
            if (written > limit) {
                throw tooLarge();
            }
        }
    }
}
