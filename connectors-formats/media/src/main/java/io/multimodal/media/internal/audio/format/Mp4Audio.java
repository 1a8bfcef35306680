// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.media.internal.audio.format;

import io.multimodal.media.content.AudioHeader;
import io.multimodal.media.internal.bytes.HeaderBytes;
import io.multimodal.media.internal.container.BuiltInContainer;
import io.multimodal.media.internal.container.ContainerTypes;
import io.multimodal.media.internal.container.MpegAudioFrame;
import io.multimodal.media.internal.container.iso.IsoTrack;
import io.multimodal.media.internal.ffmpeg.FirstAudioFrame;
import io.multimodal.types.failure.MediaException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The audio of an MP4 or QuickTime file: which track is played, when, and what its decoder gives.
 *
 * @param track that is played
 * @param hasVideo whether there is a track of images, too
 * @param startSeconds when the first track begins on the movie's time line, which is time 0 of all
 */
public record Mp4Audio(IsoTrack track, boolean hasVideo, double startSeconds) {
    /** The most bytes of a frame that is decoded to find out what it is. */
    private static final int MAX_FRAME_BYTES = 16 << 10;

    /** Empty where there is no audio. */
    public static Optional<Mp4Audio> of(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        List<IsoTrack> tracks = IsoTrack.of(bytes);
        boolean video = tracks.stream().anyMatch(IsoTrack::isVideo);
        double start = IsoTrack.startSeconds(tracks);
        return IsoTrack.audio(tracks).map(track -> new Mp4Audio(track, video, start));
    }

    /** When it ends, from time 0 on, in seconds; null if the head does not say it. */
    Double endSeconds() {
        Double end = track.times().endSeconds();
        return track.isFragmented() || end == null ? null : Double.valueOf(end - startSeconds);
    }

    /**
     * Refuses what only a key opens.
     *
     * @throws MediaException UNSUPPORTED
     */
    void expectReadable() throws MediaException {
        if (track.isEncrypted()) {
            throw track.encrypted();
        }
    }

    /** Empty where the head alone does not say what a decoder gives. */
    public Optional<AudioHeader> header(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        Integer rate = track.sampleRate();
        Integer channels = track.channels();
        if (rate == null && !track.isEncrypted()) {
            Optional<FirstAudioFrame> first = first(bytes);
            if (first.isEmpty()) {
                return Optional.empty();
            }
            rate = first.get().sampleRate();
            channels = first.get().channels();
        }
        return Optional.of(
                new AudioHeader(
                        ContainerTypes.of(BuiltInContainer.MP4, bytes, hasVideo),
                        rate,
                        channels,
                        endSeconds(),
                        track.codec()));
    }

    private Optional<FirstAudioFrame> first(HeaderBytes bytes)
            throws IOException, HeaderBytes.OutOfReachException {
        if (track.first().isEmpty() || track.codec() == null) {
            return Optional.empty();
        }
        IsoTrack.Range first = track.first().get();
        if (track.codec().equals("mp3") || track.codec().equals("mp2")) {
            return Optional.ofNullable(MpegAudioFrame.at(bytes, first.offset()))
                    .map(frame -> new FirstAudioFrame(frame.sampleRate(), frame.channels()));
        } else if (first.length() > MAX_FRAME_BYTES
                || first.offset() + first.length() > bytes.size()) {
            return Optional.empty();
        }
        byte[] config = new byte[0];
        if (track.config().isPresent()) {
            IsoTrack.Range range = track.config().get();
            config = bytes.range(range.offset(), range.length());
        }
        return FirstAudioFrame.of(
                track.codec(), config, bytes.range(first.offset(), first.length()));
    }
}
