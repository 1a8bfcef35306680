// SPDX-License-Identifier: Apache-2.0
// Copyright the Flink Multimodal authors

package io.multimodal.store.http;

import io.multimodal.store.error.PlaceNotAllowedException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Refuses hosts whose addresses lie inside the network of this process, such as the metadata
 * service of a cloud. Java remembers an address for 30 s ({@code networkaddress.cache.ttl}), so
 * that the connection that follows goes to an address that was checked.
 */
public final class Addresses {
    private Addresses() {}

    /**
     * Looks a host up and checks all of its addresses. Blocks. A host that is not known passes: a
     * connection to it fails.
     *
     * @param host a name or an address; one of IPv6 in brackets
     * @throws PlaceNotAllowedException if an address is not to be reached
     */
    public static void check(String host, Reach reach) throws PlaceNotAllowedException {
        if (reach == Reach.ADDRESS) {
            return;
        }
        InetAddress[] all;
        try {
            all = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            return;
        }
        for (InetAddress address : all) {
            check(host, address, reach);
        }
    }

    static void check(String host, InetAddress address, Reach reach)
            throws PlaceNotAllowedException {
        if (isLinkLocal(address)) {
            throw refused(host, address, "is link-local; configure a prefix with the address");
        } else if (reach == Reach.INTERNET && !isPublic(address)) {
            throw refused(
                    host,
                    address,
                    "is not a public one; configure a prefix that names the host, without '*'");
        }
    }

    private static PlaceNotAllowedException refused(
            String host, InetAddress address, String remedy) {
        return new PlaceNotAllowedException(
                "Cannot connect to the host %s: its address %s %s if it is to be reached"
                        .formatted(host, address.getHostAddress(), remedy));
    }

    private static boolean isLinkLocal(InetAddress address) {
        InetAddress inner = embedded(address);
        return address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || (inner != null && isLinkLocal(inner));
    }

    /** Whether an address lies in the internet. */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return isPublic(bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff);
        }
        InetAddress inner = embedded(address);
        boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
        return !uniqueLocal && (inner == null || isPublic(inner));
    }

    /** Of IPv4, the networks that are reserved beyond those that Java knows. */
    private static boolean isPublic(int first, int second, int third) {
        boolean shared = first == 100 && (second & 0xc0) == 64;
        boolean protocols = first == 192 && second == 0 && third == 0;
        boolean benchmarks = first == 198 && (second & 0xfe) == 18;
        return first != 0 && first < 240 && !shared && !protocols && !benchmarks;
    }

    /** The address of IPv4 that one of IPv6 leads to (NAT64, 6to4, compatible); null if none. */
    private static InetAddress embedded(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16) {
            return null;
        }
        boolean nat64 = bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff;
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
        boolean compatible = isZero(bytes, 12);
        if (!nat64 && !sixToFour && !compatible) {
            return null;
        }
        int at = sixToFour ? 2 : 12;
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    private static boolean isZero(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
