// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.image;

import io.multimodal.annotation.Public;
import io.multimodal.media.content.Encoded;
import io.multimodal.media.content.ImageHeader;
import io.multimodal.media.internal.image.decode.DecodeTimeout;
import io.multimodal.media.internal.image.decode.ExtensionDecoder;
import io.multimodal.media.internal.image.decode.ImageDecoder;
import io.multimodal.media.internal.image.decode.OpenCvEncoder;
import io.multimodal.media.internal.image.format.ExtensionPages;
import io.multimodal.media.internal.image.format.ImageSizes;
import io.multimodal.media.internal.image.format.ProbedImage;
import io.multimodal.media.internal.image.raster.Grey;
import io.multimodal.media.internal.image.raster.Raster;
import io.multimodal.media.internal.image.raster.RasterCache;
import io.multimodal.media.internal.image.raster.RasterSink;
import io.multimodal.media.internal.image.raster.TensorSink;
import io.multimodal.media.internal.image.render.Rendering;
import io.multimodal.media.internal.image.render.Stage;
import io.multimodal.media.internal.image.resample.GreyScale;
import io.multimodal.media.internal.runtime.DecodeMemory;
import io.multimodal.media.internal.runtime.Failures;
import io.multimodal.media.probe.ImageFormats;
import io.multimodal.media.probe.ImageProbe;
import io.multimodal.media.tensor.TensorSpec;
import io.multimodal.media.video.VideoReader;
import io.multimodal.store.ObjectHandle;
import io.multimodal.store.error.StoreException;
import io.multimodal.store.record.RecordStore;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.config.Limits;
import io.multimodal.types.failure.ErrorCode;
import io.multimodal.types.failure.MediaException;
import io.multimodal.types.program.ColourMode;
import io.multimodal.types.program.Encoding;
import io.multimodal.types.program.ImageOp;
import io.multimodal.types.program.ImageProgram;
import io.multimodal.types.program.ImageSize;
import io.multimodal.types.program.VideoProgram;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Reads images by reference and runs their lazy programs, fused with scaling and normalisation. One
 * for each process. Thread-safe.
 *
 * <p>Every method blocks while it reads, decodes, or waits for decode memory ({@link
 * Limits#decodeMemoryBytes}); an interrupt ends the wait with {@link
 * java.io.InterruptedIOException} and leaves the thread's interrupt flag set. Decoded images are
 * cached for a while, so that many crops of one image decode it once. Bad media give {@link
 * MediaException}, bad storage {@link StoreException}.
 */
@Public
public final class ImageReader implements AutoCloseable {
    private static final int MAX_HASHED_SIDE = 4096;

    /** Opens the objects of references. Thread-safe. */
    @FunctionalInterface
    public interface Objects {
        /** A handle on the object of a reference that is not derived. May block. */
        ObjectHandle open(ObjectRef ref) throws StoreException;
    }

    private final Objects objects;
    private final ImageProbe probe;
    private final Limits limits;
    private final DecodeMemory memory;
    private final DecodeTimeout time;
    private final RasterCache rasters;
    private final VideoReader videos;
    private final ImageHeaders headers;
    private final ImageFormats formats;

    private ImageReader(Objects objects, Limits limits, ImageFormats formats, VideoReader videos) {
        this.objects = objects;
        this.limits = limits;
        this.formats = formats;
        this.probe = new ImageProbe(limits, formats);
        this.time = new DecodeTimeout(limits.decodeMillis());
        this.videos = videos;
        this.headers = new ImageHeaders(objects, probe, limits, videos);
        // A quarter for what is kept, the rest for what is being decoded.
        this.memory = new DecodeMemory(limits.decodeMemoryBytes() / 4 * 3);
        this.rasters = new RasterCache(keptBytes(limits, Runtime.getRuntime().maxMemory()));
    }

    /**
     * A quarter of the memory for decoders, and no more than an eighth of the heap: a small process
     * is small outside its heap, too.
     */
    private static long keptBytes(Limits limits, long heapBytes) {
        return Math.min(limits.decodeMemoryBytes() / 4, heapBytes / 8);
    }

    /**
     * A reader over these objects, of the formats that are found for this thread ({@link
     * ImageFormats#find}).
     *
     * @param objects for example {@code stores::open}; the caller closes the stores after this
     *     reader
     */
    public static ImageReader open(Objects objects, Limits limits) {
        return open(objects, limits, ImageFormats.find());
    }

    /** A reader over these objects, of these formats. */
    public static ImageReader open(Objects objects, Limits limits, ImageFormats formats) {
        return new ImageReader(objects, limits, formats, VideoReader.open(objects::open, limits));
    }

    /**
     * A reader that keeps the indexes of videos in records.
     *
     * @param records for example {@code stores.main().records()}; the caller closes their store
     *     after this reader
     */
    public static ImageReader open(
            Objects objects, Limits limits, ImageFormats formats, RecordStore records) {
        return new ImageReader(
                objects, limits, formats, VideoReader.open(objects::open, limits, records));
    }

    /** The attributes of a reference's source from its header, without its program. */
    public ImageHeader header(ObjectRef ref) throws IOException {
        try {
            return headers.of(source(ref)).header();
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /** The size as displayed, in pixels, after the reference's program. Decodes nothing. */
    public ImageSize size(ObjectRef ref) throws IOException {
        try {
            List<Stage> stages = stages(ref, headers.of(source(ref)), Optional.empty());
            return stages.get(stages.size() - 1).size();
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /**
     * Runs the reference's program and writes the result as a tensor.
     *
     * @param target a buffer, best a direct one in native byte order; {@link TensorSpec#elements}
     *     floats are written from its position on, which does not move. After a failure they are
     *     undefined
     */
    public void render(ObjectRef ref, TensorSpec spec, FloatBuffer target) throws IOException {
        if (target.remaining() < spec.elements()) {
            throw new IllegalArgumentException(
                    "The tensor takes %d floats (%s), the buffer has room for %d"
                            .formatted(spec.elements(), spec, target.remaining()));
        }
        ImageSize size = new ImageSize(spec.width(), spec.height());
        try (Rendering rendering = rendering(ref, Optional.of(size))) {
            TensorSink sink = new TensorSink(spec, target);
            boolean grey = spec.channels() == TensorSpec.Channels.GREY;
            rendering.run(grey ? new Grey(sink) : sink);
            sink.pad();
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /**
     * Runs the reference's program and returns the pixels of the result, at its own size.
     *
     * @throws MediaException TOO_MANY_PIXELS if they are more than the limit, or than an array
     *     holds
     */
    public ImagePixels pixels(ObjectRef ref, TensorSpec.Layout layout, TensorSpec.Channels channels)
            throws IOException {
        ImageSize size = size(ref);
        try (Rendering rendering = rendering(ref, Optional.of(size))) {
            ImagePixels pixels = ImagePixels.allocate(size, layout, channels);
            rendering.run(pixels.sink());
            return pixels;
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /**
     * Runs the reference's program and encodes the result.
     *
     * @param contentType {@code image/jpeg} (quality 90) or {@code image/png}
     * @param maxSide the maximum number of pixels of the longer side; larger results are scaled
     *     down, smaller ones are unchanged
     */
    public byte[] encode(ObjectRef ref, String contentType, int maxSide) throws IOException {
        return encode(ref, OpenCvEncoder.of(contentType), OpenCvEncoder.QUALITY, maxSide);
    }

    private byte[] encode(ObjectRef ref, OpenCvEncoder encoder, int quality, int maxSide)
            throws IOException {
        ImageSize size = ImageSizes.fit(size(ref), maxSide);
        try (Rendering rendering = rendering(ref, Optional.of(size));
                Raster result = Raster.allocate(size.width(), size.height())) {
            rendering.run(new RasterSink(result));
            boolean grey = ImageProgram.of(ref).colour().equals(Optional.of(ColourMode.L));
            return encoder.encode(result, quality, grey);
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /**
     * Runs the reference's program and encodes the result at its own size: as the program says, or
     * else as PNG.
     */
    public Encoded materialise(ObjectRef ref) throws IOException {
        ImageOp.Encode how =
                ImageProgram.of(ref).encoding().orElse(new ImageOp.Encode(Encoding.PNG, 0));
        String contentType = how.as().contentType();
        OpenCvEncoder encoder = OpenCvEncoder.of(contentType);
        return new Encoded(contentType, encode(ref, encoder, how.quality(), Integer.MAX_VALUE));
    }

    /**
     * How sharp the result of the reference's program is: the variance of its Laplacian in grey.
     * Compare images of one size only.
     */
    public double sharpness(ObjectRef ref) throws IOException {
        ImageSize size = size(ref);
        try (Rendering rendering = rendering(ref, Optional.of(size))) {
            GreyScale grey = new GreyScale(size.width(), size.height());
            rendering.run(grey);
            return grey.sharpness();
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /**
     * Decodes the reference's source completely and runs its program.
     *
     * @throws MediaException if it cannot be decoded completely
     */
    public void check(ObjectRef ref) throws IOException {
        try (Rendering rendering = rendering(ref, Optional.empty())) {
            rendering.run((y, rgb, turn) -> {});
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /**
     * The metadata of the reference's source beyond size and mode, by name: the EXIF tags, as
     * {@code exif:} and the name of the tag, and the program as {@code program}. Reads as {@link
     * #exif} does.
     */
    public Map<String, String> metadata(ObjectRef ref) throws IOException {
        ImageProgram program = ImageProgram.of(ref);
        Map<String, String> facts = new TreeMap<>();
        exif(ref).forEach((name, value) -> facts.put("exif:" + name, value));
        if (!program.isEmpty()) {
            facts.put("program", program.toString());
        }
        return facts;
    }

    /**
     * The EXIF tags of the reference's source, by their names; empty if the file has no EXIF block
     * where its format places it. Reads at most {@value ImageProbe#MAX_EXIF_BYTES} bytes, and
     * allocates no more memory, whatever the object claims.
     */
    public Map<String, String> exif(ObjectRef ref) throws IOException {
        try {
            ObjectRef source = source(ref);
            // What is not an image is an error, not an image without such a block.
            ProbedImage probed = headers.of(source);
            return source instanceof DerivedRef
                    ? Map.of()
                    : probe.exif(probed.format(), objects.open(source));
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /**
     * Runs the reference's program and hashes the result, so that images that look alike have
     * hashes that differ in few bits. Reads all pixels of the result, which is scaled down first
     * where a side is longer than 4,096.
     */
    public long hash(ObjectRef ref, PerceptualHash kind) throws IOException {
        ImageSize size = ImageSizes.fit(size(ref), MAX_HASHED_SIDE);
        try (Rendering rendering = rendering(ref, Optional.of(size))) {
            GreyScale grey = new GreyScale(size.width(), size.height());
            rendering.run(grey);
            return kind.of(grey);
        } catch (MediaException e) {
            throw Failures.of(ref, e);
        }
    }

    /** Frees all decoded images. Calls in progress succeed or fail; later calls fail. */
    @Override
    public void close() {
        rasters.close();
        videos.close();
    }

    /** The reader of the videos whose frames are images; closed with this reader. */
    public VideoReader videos() {
        return videos;
    }

    private Rendering rendering(ObjectRef ref, Optional<ImageSize> scaledTo) throws IOException {
        ObjectRef source = source(ref);
        ProbedImage probed = headers.of(source);
        List<Stage> stages = stages(ref, probed, scaledTo);
        int shift = stages.get(0).shift(ImageDecoder.maxShift(probed));
        Raster raster = null;
        for (int larger = 0; raster == null && larger < shift; larger++) {
            raster = rasters.peek(new RasterCache.Key(source, larger));
            shift = raster == null ? shift : larger;
        }
        int chosen = shift;
        if (raster == null) {
            raster =
                    rasters.get(
                            new RasterCache.Key(source, shift),
                            () -> decode(source, probed, chosen));
        }
        boolean kept = raster.bytes() <= rasters.maxBytes();
        return Rendering.of(raster, stages, chosen, ImageProgram.of(ref).isGrey(), memory, kept);
    }

    private Raster decode(ObjectRef source, ProbedImage probed, int shift) throws IOException {
        Optional<ImageOp.Page> page = DocumentPage.of(source);
        if (page.isPresent()) {
            return render(((DerivedRef) source).source(), page.get());
        }
        if (source instanceof DerivedRef frame) {
            // The video's reader counts it.
            memory.check(VideoFrame.memoryBytes(probed));
            return VideoFrame.decode(videos, frame, probed);
        }
        ObjectHandle object = objects.open(source);
        long need = ImageDecoder.memoryBytes(probed, shift, object.sizeBytes());
        DecodeMemory.Share share = memory.admit(need);
        boolean handedOn = false;
        try {
            byte[] encoded = ImageHeaders.whole(object, limits);
            handedOn = true;
            return time.within(
                    ImageDecoder.mayTakeLong(probed, encoded.length),
                    share,
                    () -> ImageDecoder.decode(encoded, probed, shift));
        } finally {
            if (!handedOn) {
                share.close();
            }
        }
    }

    private Raster render(ObjectRef document, ImageOp.Page page) throws IOException {
        byte[] file = ImageHeaders.whole(objects.open(document), limits);
        ExtensionPages pages = DocumentPage.format(file, formats);
        long need =
                file.length
                        + Raster.bytes(page.width(), page.height())
                        + pages.memoryBytes(file, page, limits);
        return time.within(
                true, memory.admit(need), () -> ExtensionDecoder.page(file, page, pages, limits));
    }

    private List<Stage> stages(ObjectRef ref, ProbedImage probed, Optional<ImageSize> scaledTo)
            throws MediaException {
        List<Stage> stages = Stage.of(probed.head(), ImageProgram.of(ref), scaledTo);
        for (Stage stage : stages) {
            if (ImageSizes.pixels(stage.size()) > limits.maxPixels()) {
                throw new MediaException(
                        ErrorCode.TOO_MANY_PIXELS,
                        "The result would have %d x %d pixels, more than the limit of %d"
                                .formatted(
                                        stage.size().width(),
                                        stage.size().height(),
                                        limits.maxPixels()));
            }
        }
        return stages;
    }

    /**
     * What steps are applied to: an object, or the reference of one frame of a video or of one page
     * of a document.
     */
    private static ObjectRef source(ObjectRef ref) throws MediaException {
        if (!(ref instanceof DerivedRef derived)) {
            return ref;
        }
        ImageProgram program = ImageProgram.of(ref);
        if (program.page().isPresent()) {
            return ImageProgram.EMPTY.then(program.page().get()).applyTo(derived.source());
        }
        OptionalLong micros = program.frameMicros();
        return micros.isEmpty()
                ? derived.source()
                : VideoProgram.EMPTY.frame(micros.getAsLong()).applyTo(derived.source());
    }
}
