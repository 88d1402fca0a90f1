#!/usr/bin/env python3
"""Checks receipts of purchases (docs/receipt.md) with nothing but Python's standard library, offline.

    python3 tools/check_receipt.py receipt.json

Prints a line for each thing that is checked; ends with 0 if nothing fails and with 1 otherwise.
"""

import decimal
import hashlib
import json
import math
import re
import sys

# Every member that a receipt has, at its place; a list holds the form of its items.
AMOUNT = {"amount": 0, "unit": 0}
FORM = {
    "proof": {
        "input": {"canonical": 0, "hash": 0, "nonce": 0},
        "result": {"hash": None, "hashed": None, "kind": 0, "sha256": 0, "text": 0},
        "terms": {"key": 0, "protected": 0, "signature": 0, "text": 0},
    },
    "schema": 0,
    "told": {
        "agent": {"address": None, "author": 0, "identifier": None, "name": 0, "registry": None},
        "approval": {"at": 0, "expiresAt": 0, "price": [AMOUNT], "sellerKey": 0, "shown": None, "unlockNoLaterThan": 0},
        "blockchainIdentifier": None,
        "chain": {"resultHash": None, "state": None,
                  "transactions": [{"explorer": None, "hash": 0, "leadsTo": 0, "status": 0}]},
        "deadlines": {"externalDisputeUnlock": None, "payBy": None, "submitResult": None, "unlock": None},
        "job": {"id": None, "state": 0},
        "money": [AMOUNT | {"what": 0}],
        "network": 0,
        "payment": {"body": None, "checks": [{"id": 0, "outcome": 0}], "state": 0},
        "program": 0,
        "result": {"at": None, "complete": True, "variant": None, "verdict": 0},
        "sandbox": True,
        "times": {"accepted": None, "created": 0, "delivered": None, "hashed": None, "locked": None, "paid": None,
                  "settled": None, "verified": None},
        "writtenAt": 0,
    },
}
MAY_BE_ABSENT = {"input", "result", "terms", "approval", "chain", "deadlines"}
SHARED = ["agentIdentifier", "externalDisputeUnlockTime", "inputHash", "payByTime", "paymentForceLayer",
          "sellerReturnAddress", "smartContractAddress", "submitResultTime", "supportedPaymentSourceIndex", "unlockTime"]
SIGNED = {*SHARED, "RequestedFunds", "purchaserIdentifier", "sellerAddress", "sellerIdentifier"}


MAX_BYTES = 64 * 2**20
# Of an identifier in hex, and of the letters in it; of the COSE_Sign1 and the COSE_Key in it in hex; of a header in bytes.
MAX_IDENTIFIER, MAX_SIGN1, MAX_KEY, MAX_HEADER = 8_000, 2_048, 512, 2_048
MAX_DEPTH = 127
NONCE, HEX = re.compile("([0-9a-fA-F]{2}){7,13}"), re.compile("([0-9a-fA-F]{2})+")
# White_Space of Unicode; str.strip() takes away more.
BLANKS = "".join(map(chr, [*range(9, 14), 32, 133, 160, 5760, *range(8192, 8203), 8232, 8233, 8239, 8287, 12288]))
UNREADABLE = object()


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: object) -> str:
    """RFC 8785, of values without fractions and with names in ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def refuse(token: str) -> None:
    raise ValueError(f"no number here: {token}")


def members(pairs: list) -> dict:
    """An object; half a character reads as U+FFFD."""
    named = {whole(name): value for name, value in pairs}
    if len(named) != len(pairs):
        raise ValueError("one name twice")
    return named


def whole(value: object, depth: int = MAX_DEPTH) -> object:
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\ufffd", value)
    if isinstance(value, (dict, list)) and not depth:
        raise ValueError("nested too deeply")
    if isinstance(value, dict):
        return {name: whole(one, depth - 1) for name, one in value.items()}
    return [whole(one, depth - 1) for one in value] if isinstance(value, list) else value


def number(token: str) -> tuple:
    """A number by its exact value, which equals nothing of another kind."""
    exponent = token.lower().partition("e")[2].lstrip("+-").lstrip("0")
    return refuse(token) if len(exponent) > 18 or math.isinf(float(token)) else ("number", decimal.Decimal(token))


def read(text: str) -> object:
    """What JSON reads as; UNREADABLE where readers read it differently."""
    try:
        return whole(json.loads(text, parse_int=number, parse_float=number, parse_constant=refuse, object_pairs_hook=members))
    except (ValueError, ArithmeticError, RecursionError):
        return UNREADABLE


def integer(token: str) -> int:
    return refuse(token) if token == "-0" or len(token) > 17 or abs(int(token)) >= 2**53 else int(token)


def plain_members(pairs: list) -> dict:
    if not all(name.isascii() for name, _ in pairs):
        raise ValueError("a name that is not in ASCII")
    return members(pairs)


def plain(text: str) -> object:
    """JSON that all read alike: no name twice, names in ASCII, no half characters, no numbers but whole ones below 2^53."""
    value = json.loads(text, parse_int=integer, parse_float=refuse, parse_constant=refuse, object_pairs_hook=plain_members)
    if canonical(whole(value)) != canonical(value):
        raise ValueError("half a character")
    return value


def has_form(value: object, form: object) -> bool:
    if isinstance(form, dict):
        return isinstance(value, dict) and value.keys() == form.keys() and all(
            value[name] is None and name in MAY_BE_ABSENT or has_form(value[name], form[name]) for name in form)
    if isinstance(form, list):
        return isinstance(value, list) and all(has_form(item, form[0]) for item in value)
    if form is True:
        return isinstance(value, bool)
    return isinstance(value, str) or value is None and form is None


# Ed25519, RFC 8032 section 6, with points as x, y, z, x * y / z.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def add(one: tuple, other: tuple) -> tuple:
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: tuple) -> tuple:
    sum_ = (0, 1, 1, 0)
    while number:
        if number & 1:
            sum_ = add(sum_, point)
        point, number = add(point, point), number >> 1
    return sum_


def point(data: bytes) -> tuple:
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or y >= P or x == 0 and sign:
        raise ValueError("no point")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def same_point(one: tuple, other: tuple) -> bool:
    return all((one[i] * other[2] - other[i] * one[2]) % P == 0 for i in (0, 1))


BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def ed25519(key: bytes, message: bytes, signature: bytes) -> bool:
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    small = any(same_point(times(8, one), (0, 1, 1, 0)) for one in (a, r))
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return s < L and not small and same_point(times(s, BASE), add(r, times(h, a)))


# The parts of CBOR (RFC 8949) that COSE needs.
def cbor_head(kind: int, length: int) -> bytes:
    return bytes([kind << 5 | length]) if length < 24 else bytes([kind << 5 | 24, length]) if length < 256 else \
        bytes([kind << 5 | 25]) + length.to_bytes(2, "big")


def cbor(data: bytes) -> object:
    value, rest = cbor_item(data)
    if rest:
        raise ValueError("more than one item")
    return value


def cbor_item(data: bytes) -> tuple:
    kind, number, data = data[0] >> 5, data[0] & 31, data[1:]
    if kind == 7:
        return {20: False, 21: True, 22: None}[number], data
    size = {24: 1, 25: 2, 26: 4}.get(number, 0)
    if number > 26:
        raise ValueError("no item of COSE")
    number, data = int.from_bytes(data[:size], "big") if size else number, data[size:]
    if kind in (2, 3):
        if len(data) < number:
            raise ValueError("too short")
        return (data[:number] if kind == 2 else data[:number].decode()), data[number:]
    if kind in (4, 5):
        items = []
        for _ in range(number * (kind - 3)):
            item, data = cbor_item(data)
            items.append(item)
        if kind == 4:
            return items, data
        named = dict(zip(items[::2], items[1::2], strict=True))
        if len(named) != number or any(isinstance(name, bool) for name in named):
            raise ValueError("one name twice, or none")
        return named, data
    if kind == 6:
        raise ValueError("no item of COSE")
    return (number if kind == 0 else -1 - number), data


def bech32(prefix: str, data: bytes) -> str:
    """BIP 173, without its bound on the length, as Cardano has it (CIP-19)."""
    bits = "".join(f"{byte:08b}" for byte in data)
    words = [int(bits[at:at + 5].ljust(5, "0"), 2) for at in range(0, len(bits), 5)]
    check = 1
    for word in [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + words + [0] * 6:
        top, check = check >> 25, (check & 0x1ffffff) << 5 ^ word
        for bit, generator in enumerate([0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]):
            check ^= generator if top >> bit & 1 else 0
    words += [(check ^ 1) >> 5 * (5 - at) & 31 for at in range(6)]
    return prefix + "1" + "".join("qpzry9x8gf2tvdw0s3jn54khce6mua7l"[word] for word in words)


def lz_string(data: bytes) -> str:
    """What lz-string's compressToUint8Array was given."""
    bits, at = f"{int.from_bytes(data, 'big'):0{len(data) * 8}b}", 0
    words, pieces, last, length = [None, None, None], [], "", 0

    def take(count: int) -> int:
        nonlocal at
        at += count
        if at >= len(bits):
            raise ValueError("too short")
        return int(bits[at - count:at][::-1], 2)

    while True:
        # Codes are as wide as the number of words needs. 0 and 1 announce a new letter, 2 is the end.
        code = take(len(words).bit_length())
        if code == 2:
            return "".join(pieces)
        if code < 2:
            words.append(chr(take(16 if code else 8)))
            code = len(words) - 1
        if code > len(words):
            raise ValueError("no such word")
        entry = words[code] if code < len(words) else last + last[0]
        if last:
            words.append(last + entry[0])
        pieces.append(entry)
        last, length = entry, length + len(entry)
        # A few bytes can become a text of any length.
        if length > MAX_IDENTIFIER:
            raise ValueError("too long")


def is_written(hashed: str, text: str) -> bool:
    """Whether a text was hashed: as it is, as inside a JSON string, or as a JSON string."""
    return hashed == text or read(f'"{hashed}"') == text or read(hashed) == text


def says_the_same(hashed: str, text: str, kind: str) -> bool:
    """Whether a text that was hashed is the result: as it is, escaped, or written as JSON in another way."""
    if kind == "text" or hashed == text:
        return is_written(hashed, text)
    unescaped = read(f'"{hashed}"')
    forms = [hashed] if unescaped is UNREADABLE else [hashed, unescaped]
    if text in forms:
        return True
    means = read(text)
    return means is not UNREADABLE and (means in forms or any(read(form) == means for form in forms))


def result_part(nonce: str, hashed: str, result: dict) -> str:
    """`holds` where the hashed text is the result, `part` where it is a part of it, else `fails`."""
    text, kind = result["text"], result["kind"]
    rests = [hashed[len(before):] for before in (nonce + ";", nonce, "") if hashed.startswith(before)]
    # Some put the hash of the input, and of later answers, before the nonce.
    chain = re.match(f"([0-9a-fA-F]{{64}};)+{nonce};", hashed)
    rests += [hashed[chain.end():]] if chain else []
    if any(says_the_same(rest, text, kind) for rest in rests):
        return "holds"
    if kind == "json":
        means = read(text)
        parts = [means["raw"]] if isinstance(means, dict) and isinstance(means.get("raw"), str) else []
    else:
        parts = [text[at.end():] for at in list(re.finditer("\n\n", text))[:8]]
    return "part" if any(is_written(rest, part) for rest in rests for part in parts) else "fails"


def same(one: object, other: object) -> bool:
    """Hex says the same in large and small letters (of ASCII); what is not there is null."""
    if isinstance(one, str) and isinstance(other, str):
        return one.encode().lower() == other.encode().lower()
    return canonical(one) == canonical(other)


class Receipt:
    def __init__(self, data: bytes) -> None:
        if len(data) > MAX_BYTES:
            raise ValueError("too long")
        text = data.decode()
        receipt = json.loads(text)
        if receipt["schema"] != "kaimono-receipt/1":
            raise ValueError("another version")
        if not has_form(receipt, FORM) or canonical(receipt) != text:
            raise ValueError("written in another way")
        self.told, proof = receipt["told"], receipt["proof"]
        self.input, self.result, self.terms = proof["input"], proof["result"], proof["terms"]
        if self.result and self.result["kind"] not in ("text", "json"):
            raise ValueError("an unknown kind of result")
        self.signed = None
        if self.terms:
            try:
                self.read_terms()
            except Exception:  # Then nothing that needs them holds.
                pass

    def read_terms(self) -> None:
        self.protected, self.key, self.signature = (unhex(self.terms[name]) for name in ("protected", "key", "signature"))
        header, signed = cbor(self.protected), plain(self.terms["text"])
        self.address = header["address"]
        self.key_hash = hashlib.blake2b(self.key, digest_size=28).hexdigest()
        if header[1] == -8 and isinstance(self.address, bytes) and len(self.protected) <= MAX_HEADER \
                and len(self.key) == 32 and len(self.signature) == 64 \
                and signed.keys() <= SIGNED and canonical(signed) == self.terms["text"]:
            self.signed = signed

    def text(self, name: str) -> str:
        if not isinstance(self.signed[name], str):
            raise ValueError("no text")
        return self.signed[name]

    def input_line(self) -> str:
        nonce, text = self.input["nonce"], self.input["canonical"]
        return holds(NONCE.fullmatch(nonce) and sha256(nonce + ";" + text) == self.input["hash"])

    def signature_line(self) -> str:
        payload = hashlib.sha256(canonical(self.signed).encode()).digest()
        parts = [b"\x84\x6aSignature1"]
        parts += [cbor_head(2, len(part)) + part for part in (self.protected, b"", payload)]
        return holds(self.signed is not None and ed25519(self.key, b"".join(parts), self.signature))

    def seller_line(self) -> str:
        network = {"Preprod": 0, "Mainnet": 1}[self.told["network"]]
        kind, prefix = self.address[0] >> 4, "addr" if network else "addr_test"
        length = {0: 57, 2: 57, 6: 29}.get(kind, len(self.address) if kind == 4 else 0)
        approval = self.told["approval"]
        return holds(self.address[0] & 15 == network and len(self.address) == length
                     and self.address[1:29].hex() == self.key_hash
                     and bech32(prefix, self.address) == self.text("sellerAddress")
                     and (not approval or same(approval["sellerKey"], self.key_hash)))

    def terms_line(self) -> str:
        agent, seller = self.text("agentIdentifier"), self.text("sellerIdentifier")
        return holds(same(self.text("inputHash"), self.input["hash"])
                     and same(self.text("purchaserIdentifier"), self.input["nonce"])
                     and re.fullmatch("[0-9a-fA-F]{64}", seller[:64]) and seller[64:] == agent
                     and same(self.told["agent"]["identifier"], agent))

    def identifier_line(self) -> str:
        identifier = self.told["blockchainIdentifier"]
        # Of 16 bits each, as the letters of JavaScript are.
        if len(identifier) > MAX_IDENTIFIER or not re.fullmatch("([0-9a-fA-F]{4})+", identifier):
            return "fails"
        segments = lz_string(bytes.fromhex(identifier)).split(".")
        if not all(HEX.fullmatch(segment) for segment in segments[:4]) or len(segments[0]) <= 64 \
                or len(segments[2]) > MAX_SIGN1 or len(segments[3]) > MAX_KEY:
            return "fails"
        expected = [self.text("sellerIdentifier"), self.text("purchaserIdentifier")]
        contract = "" if self.signed.get("smartContractAddress") is None else self.text("smartContractAddress")
        if contract and (not contract.startswith("addr") or len(contract.encode()) > 250):
            return "fails"
        sign1, key = (cbor(bytes.fromhex(segment)) for segment in segments[2:4])
        payload = hashlib.sha256(self.terms["text"].encode()).digest()
        return holds(segments[:2] == expected and segments[4:] == ([contract] if contract else [])
                     and sign1 == [self.protected, {"hashed": False}, payload, self.signature]
                     and sign1[1]["hashed"] is False and key[1] is not True and key[1] == 1 and key.get(3, -8) == -8 and key[-1] == 6 and key[-2] == self.key)

    def body_line(self) -> str:
        body = plain(self.told["payment"]["body"])
        return holds(self.told["blockchainIdentifier"] is not None and all(same(body.get(name), self.signed.get(name)) for name in SHARED)
                     and same(body.get("identifierFromPurchaser"), self.text("purchaserIdentifier"))
                     and same(body.get("sellerVkey"), self.key_hash) and same(body.get("network"), self.told["network"])
                     and same(body.get("blockchainIdentifier"), self.told["blockchainIdentifier"]))

    def price_line(self) -> str:
        quote, amounts = self.signed.get("RequestedFunds"), plain(self.told["payment"]["body"]).get("Amounts")
        # The price of an agent with a fixed one is in the registry, and nobody signs it.
        return "unprovable" if quote is None else holds(same(amounts, quote))

    def result_line(self) -> str:
        return holds(sha256(self.result["text"]) == self.result["sha256"])

    def result_hash_line(self) -> str:
        if self.result["hash"] is None:
            return "unprovable" if self.result["hashed"] is None else "fails"
        nonce, hashed = self.input["nonce"], self.result["hashed"]
        if not NONCE.fullmatch(nonce):
            return "fails"
        hashed = f"{nonce};{self.result['text']}" if hashed is None else hashed
        # As agents write it on chain: with the name of the algorithm, or after the hash of the input.
        told = re.sub("^(sha256:|sha-256:|0x)", "", self.told["chain"]["resultHash"].strip(BLANKS), flags=re.A | re.I)
        told = told[64:] if re.fullmatch("[0-9a-fA-F]{128}", told) else told
        if sha256(hashed) != self.result["hash"] or not same(told, self.result["hash"]):
            return "fails"
        return result_part(nonce, hashed, self.result)


def unhex(text: str) -> bytes:
    if not re.fullmatch("([0-9a-f]{2})*", text):
        raise ValueError("no hex in lower case")
    return bytes.fromhex(text)


def holds(is_so: object) -> str:
    return "holds" if is_so else "fails"


SAID = {
    "document": "It is a receipt, written in the one way.",
    "input": "The nonce and the input have the input hash.",
    "signature": "The seller's signature over the terms holds.",
    "seller": "The signing key is the one of the seller's address.",
    "terms": "The terms are over this input, for this buyer's nonce, of this agent.",
    "identifier": "The identifier of the purchase on chain says what was signed.",
    "body": "What the node was asked to pay is what was signed.",
    "price": "The price is one that the seller signed.",
    "result": "The result is whole as it was kept.",
    "resultHash": "The result is what the result's hash was made of.",
    "registry": "What the registry said of the agent.",
    "approval": "What was approved, and when.",
    "chain": "The transactions and states, and that the result's hash is on chain.",
    "times": "When each step was seen to end.",
}


def check(data: bytes) -> list:
    """The lines, each with how it stands: holds, part, fails, absent, unprovable."""
    try:
        receipt = Receipt(data)
    except Exception:  # Whatever is wrong with it, it is no receipt.
        return [("document", "fails")]
    told = receipt.told
    body, identifier = told["payment"]["body"], told["blockchainIdentifier"]
    without_terms = {"identifier": "unprovable" if identifier is not None else "absent"}

    def stands(line: str) -> str:
        if line in ("signature", "seller", "terms", "identifier") and not receipt.terms:
            return without_terms.get(line, "absent")
        if line == "input" and not receipt.input or line in ("body", "price") and body is None \
                or line in ("result", "resultHash") and not receipt.result:
            return "absent"
        try:
            return getattr(receipt, {"resultHash": "result_hash"}.get(line, line) + "_line")()
        except Exception:  # What cannot be read does not hold.
            return "fails"

    word = lambda is_there: "unprovable" if is_there else "absent"
    return [("document", "holds")] + [(line, stands(line)) for line in list(SAID)[1:10]] + [
        ("registry", word(told["agent"]["registry"] is not None)), ("approval", word(told["approval"])),
        ("chain", word(told["chain"])), ("times", "unprovable")]


def main() -> int:
    failed = len(sys.argv) < 2
    for name in sys.argv[1:]:
        with open(name, "rb") as file:
            lines = check(file.read())
        if len(sys.argv) > 2:
            print(name)
        for line, word in lines:
            print(f"{word:<11} {line:<11} {SAID[line]}")
            failed |= word == "fails"
    if failed and len(sys.argv) < 2:
        print(__doc__.strip())
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
