// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.types.program;

import io.multimodal.annotation.Public;
import io.multimodal.store.ref.DerivedRef;
import io.multimodal.store.ref.ObjectRef;
import io.multimodal.types.failure.MediaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The steps of a derived IMAGE value, as data in its reference. Immutable and thread-safe; reads no
 * object, so nothing blocks.
 *
 * <pre>{@code
 * ImageProgram program =
 *         ImageProgram.of(ref).then(new ImageOp.Crop(10, 20, 300, 48, 150), Optional.empty());
 * ObjectRef lines = program.applyTo(ref); // crop(10,20,300x48 @ 1.5°)
 * }</pre>
 *
 * <p>Programs are normalised, so that equivalent programs have the same bytes: an upright crop is
 * clipped to the image if its size is known, a crop of a crop is one crop if both are upright,
 * turns and mirrorings are combined, two reductions are one, the encoding is the last step, and a
 * step that changes nothing is removed.
 */
@Public
public final class ImageProgram extends LazyProgram<ImageOp> {
    /** The maximum number of pixels of a side that a step may produce. */
    public static final int MAX_SIDE = Normaliser.MAX_SIDE;

    /** No step: the image itself. */
    public static final ImageProgram EMPTY = new ImageProgram(List.of(), false);

    ImageProgram(List<ImageOp> ops, boolean nullOnError) {
        super(ops, nullOnError);
    }

    /**
     * The program of a reference: empty for all but derived ones.
     *
     * @throws MediaException CORRUPT or REFUSED if the bytes are not a program that this version
     *     reads
     */
    public static ImageProgram of(ObjectRef ref) throws MediaException {
        return ref instanceof DerivedRef derived ? decode(derived.program()) : EMPTY;
    }

    /**
     * The program with these bytes.
     *
     * @throws MediaException CORRUPT if they are not the bytes of a normalised program, REFUSED if
     *     they are of a newer version or too long
     */
    public static ImageProgram decode(byte[] bytes) throws MediaException {
        return ImageProgramCodec.decode(bytes);
    }

    @Override
    public byte[] encode() {
        return ImageProgramCodec.encode(this);
    }

    /**
     * The time of the frame of the source, if that is a video, in microseconds; empty for an image.
     */
    public OptionalLong frameMicros() {
        return !ops().isEmpty() && ops().get(0) instanceof ImageOp.Frame frame
                ? OptionalLong.of(frame.micros())
                : OptionalLong.empty();
    }

    /** The page of the source, if that is a document; empty for an image. */
    public Optional<ImageOp.Page> page() {
        return !ops().isEmpty() && ops().get(0) instanceof ImageOp.Page page
                ? Optional.of(page)
                : Optional.empty();
    }

    /** The encoding of the result; empty if the program has none. */
    public Optional<ImageOp.Encode> encoding() {
        return !ops().isEmpty() && ops().get(ops().size() - 1) instanceof ImageOp.Encode encode
                ? Optional.of(encode)
                : Optional.empty();
    }

    /** The pixel format of the last conversion; empty if there is none. */
    public Optional<ColourMode> colour() {
        Optional<ColourMode> last = Optional.empty();
        for (ImageOp op : ops()) {
            last = op instanceof ImageOp.Convert convert ? Optional.of(convert.to()) : last;
        }
        return last;
    }

    /** Whether a step converts the image to grey, even if a later one converts it to RGB. */
    public boolean isGrey() {
        return ops().contains(new ImageOp.Convert(ColourMode.L));
    }

    /** The same steps with {@link #nullOnError()} set. */
    public ImageProgram orNull() {
        return new ImageProgram(ops(), true);
    }

    /**
     * This program and one more step, for an image of unknown size.
     *
     * @throws MediaException as {@link #then(ImageOp, Optional)} does
     */
    public ImageProgram then(ImageOp op) throws MediaException {
        return then(op, Optional.empty());
    }

    /**
     * This program and one more step.
     *
     * @param op its coordinates are pixels of the image that this program gives
     * @param size of the image that this program gives, in pixels, if known; it allows crops to be
     *     clipped and steps that change nothing to be removed
     * @throws MediaException REFUSED if an argument is out of range, the box lies outside the image
     *     or there are too many steps
     */
    public ImageProgram then(ImageOp op, Optional<ImageSize> size) throws MediaException {
        Optional<ImageSize> current = size.isPresent() ? size : sizeAfter(Optional.empty());
        List<ImageOp> joined = Normaliser.append(ops(), op, current);
        return new ImageProgram(atMostMaxOps(joined, "image"), nullOnError());
    }

    /**
     * The size of the result in pixels; empty if unknown.
     *
     * @param source of the image that the program is applied to, where it is known
     */
    public Optional<ImageSize> sizeAfter(Optional<ImageSize> source) {
        List<Optional<ImageSize>> sizes = sizesAfterEach(source);
        return sizes.isEmpty() ? source : sizes.get(sizes.size() - 1);
    }

    /** The size after each step, in order, in pixels; see {@link #sizeAfter}. */
    public List<Optional<ImageSize>> sizesAfterEach(Optional<ImageSize> source) {
        List<Optional<ImageSize>> sizes = new ArrayList<>();
        Optional<ImageSize> size = source;
        for (ImageOp op : ops()) {
            size = Normaliser.sizeAfter(op, size);
            sizes.add(size);
        }
        return sizes;
    }

    @Override
    String text(ImageOp op) {
        return ProgramText.of(op);
    }
}
