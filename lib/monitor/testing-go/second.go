// A second implementation to compare with, made of Go's own packages sumdb/note and sumdb/tlog, which the authors of the specifications wrote.
//
//	second read FOLDER VKEY [NOTE...]   reads a log from its files: signatures, every tile, every entry's inclusion, consistency with older notes
//	second log ORIGIN SIZE...           makes a log and prints, for each size, the request that has a witness cosign it
//	second cosigned TEXT VKEY LINE      verifies a cosignature of type 0x04
//	second witness NAME LOG-VKEY        is a witness of that log on a free port; prints its vkey and its address
//
// Built by second.test.ts, with Debian's golang-go and golang-golang-x-mod-dev.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

func main() {
	commands := map[string]func([]string) error{"read": read, "log": makeLog, "cosigned": cosigned, "witness": witness}
	if err := commands[os.Args[1]](os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type checkpoint struct {
	origin string
	tlog.Tree
}

func parseCheckpoint(text string) (c checkpoint, err error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 {
		return c, errors.New("a checkpoint has three lines")
	}
	c.origin = lines[0]
	if c.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return c, err
	}
	c.Hash, err = tlog.ParseHash(lines[2])
	return c, err
}

func openCheckpoint(msg []byte, vkey string) (checkpoint, error) {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return checkpoint{}, err
	}
	opened, err := note.Open(msg, note.VerifierList(verifier))
	if err != nil {
		return checkpoint{}, err
	}
	return parseCheckpoint(opened.Text)
}

// tiles is a folder laid out as tlog-tiles says, whose paths lack the tile height.
type tiles string

func (folder tiles) Height() int                     { return tileHeight }
func (folder tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (folder tiles) ReadTiles(wanted []tlog.Tile) (data [][]byte, err error) {
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
		bytes, err := os.ReadFile(filepath.Join(string(folder), path))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

// entries reads all entry bundles, of which each entry has its length before it, in two bytes.
func (folder tiles) entries(size int64) (all [][]byte, err error) {
	for first := int64(0); first < size; first += 1 << tileHeight {
		tile := tlog.Tile{H: tileHeight, L: -1, N: first >> tileHeight, W: 1 << tileHeight}
		if size-first < 1<<tileHeight {
			tile.W = int(size - first)
		}
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/data/", tileHeight), "tile/entries/", 1)
		bundle, err := os.ReadFile(filepath.Join(string(folder), path))
		if err != nil {
			return nil, err
		}
		for len(bundle) > 0 {
			length := 2 + int(binary.BigEndian.Uint16(bundle))
			all = append(all, bundle[2:length])
			bundle = bundle[length:]
		}
	}
	return all, nil
}

func read(args []string) error {
	folder, vkey := tiles(args[0]), args[1]
	names, err := filepath.Glob(filepath.Join(string(folder), "checkpoints", "*"))
	if err != nil || len(names) == 0 {
		return errors.New("no checkpoint")
	}
	sort.Strings(names)
	newest, err := os.ReadFile(names[len(names)-1])
	if err != nil {
		return err
	}
	head, err := openCheckpoint(newest, vkey)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(head.Tree, folder)
	if root, err := tlog.TreeHash(head.N, hashes); err != nil || root != head.Hash {
		return fmt.Errorf("the tiles lead to %v: %v", root, err)
	}
	entries, err := folder.entries(head.N)
	if err != nil {
		return err
	}
	if int64(len(entries)) != head.N {
		return fmt.Errorf("%d entries in a tree of %d", len(entries), head.N)
	}
	for i, entry := range entries {
		proof, err := tlog.ProveRecord(head.N, int64(i), hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, head.N, head.Hash, int64(i), tlog.RecordHash(entry)); err != nil {
			return fmt.Errorf("entry %d: %v", i, err)
		}
	}
	for _, file := range args[2:] {
		msg, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		old, err := openCheckpoint(msg, vkey)
		if err != nil {
			return err
		}
		proof, err := tlog.ProveTree(head.N, old.N, hashes)
		if err != nil {
			return err
		}
		if err := tlog.CheckTree(proof, head.N, head.Hash, old.N, old.Hash); err != nil {
			return fmt.Errorf("size %d: %v", old.N, err)
		}
	}
	fmt.Printf("%s %d %v\n", head.origin, head.N, head.Hash)
	return nil
}

func makeLog(args []string) error {
	origin := args[0]
	skey, vkey, err := note.GenerateKey(nil, origin)
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(skey)
	if err != nil {
		return err
	}
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) (list []tlog.Hash, err error) {
		for _, index := range indexes {
			list = append(list, stored[index])
		}
		return list, nil
	})
	requests := []string{}
	var size, old int64
	for _, arg := range args[1:] {
		next, err := strconv.ParseInt(arg, 10, 64)
		if err != nil {
			return err
		}
		for ; size < next; size++ {
			added, err := tlog.StoredHashes(size, []byte(fmt.Sprintf("record %d", size)), reader)
			if err != nil {
				return err
			}
			stored = append(stored, added...)
		}
		root, err := tlog.TreeHash(size, reader)
		if err != nil {
			return err
		}
		var proof tlog.TreeProof
		if old > 0 && old < size {
			if proof, err = tlog.ProveTree(size, old, reader); err != nil {
				return err
			}
		}
		signed, err := note.Sign(&note.Note{Text: fmt.Sprintf("%s\n%d\n%v\n", origin, size, root)}, signer)
		if err != nil {
			return err
		}
		request := fmt.Sprintf("old %d\n", old)
		for _, hash := range proof {
			request += hash.String() + "\n"
		}
		requests = append(requests, request+"\n"+string(signed))
		old = size
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{"vkey": vkey, "requests": requests})
}

func cosignedMessage(text string, timestamp uint64) []byte {
	return []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", timestamp, text))
}

// keyHash is that of C2SP signed-note, for any signature type.
func keyHash(name string, kind byte, key []byte) []byte {
	sum := sha256.Sum256(append(append([]byte(name+"\n"), kind), key...))
	return sum[:4]
}

func cosigned(args []string) error {
	text, vkey, line := args[0], strings.SplitN(args[1], "+", 3), strings.Split(args[2], " ")
	key, err := base64.StdEncoding.DecodeString(vkey[2])
	if err != nil {
		return err
	}
	signature, err := base64.StdEncoding.DecodeString(line[2])
	if err != nil {
		return err
	}
	id := keyHash(vkey[0], 0x04, key[1:])
	if line[1] != vkey[0] || fmt.Sprintf("%x", id) != vkey[1] || !bytes.Equal(id, signature[:4]) {
		return errors.New("another name or key ID")
	}
	timestamp := binary.BigEndian.Uint64(signature[4:])
	if !ed25519.Verify(key[1:], cosignedMessage(text, timestamp), signature[12:]) {
		return errors.New("the cosignature does not verify")
	}
	fmt.Println(timestamp)
	return nil
}

func witness(args []string) error {
	name, logKey := args[0], args[1]
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return err
	}
	id := keyHash(name, 0x04, public)
	var mutex sync.Mutex
	var last tlog.Tree
	handler := func(w http.ResponseWriter, r *http.Request) {
		mutex.Lock()
		defer mutex.Unlock()
		body, _ := io.ReadAll(http.MaxBytesReader(w, r.Body, 16<<10))
		head, msg, _ := bytes.Cut(body, []byte("\n\n"))
		lines := strings.Split(string(head), "\n")
		old, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "old "), 10, 64)
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		next, err := openCheckpoint(msg, logKey)
		if err != nil {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		if old != last.N {
			w.Header().Set("Content-Type", "text/x.tlog.size")
			w.WriteHeader(http.StatusConflict)
			fmt.Fprintf(w, "%d\n", last.N)
			return
		}
		var proof tlog.TreeProof
		for _, line := range lines[1:] {
			hash, err := tlog.ParseHash(line)
			if err != nil {
				w.WriteHeader(http.StatusBadRequest)
				return
			}
			proof = append(proof, hash)
		}
		if last.N > 0 && tlog.CheckTree(proof, next.N, next.Hash, last.N, last.Hash) != nil {
			w.WriteHeader(http.StatusUnprocessableEntity)
			return
		}
		last = next.Tree
		text := fmt.Sprintf("%s\n%d\n%v\n", next.origin, next.N, next.Hash)
		timestamp := uint64(time.Now().Unix())
		dated := binary.BigEndian.AppendUint64(append([]byte{}, id...), timestamp)
		signature := append(dated, ed25519.Sign(private, cosignedMessage(text, timestamp))...)
		fmt.Fprintf(w, "— %s %s\n", name, base64.StdEncoding.EncodeToString(signature))
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	key := base64.StdEncoding.EncodeToString(append([]byte{0x04}, public...))
	fmt.Printf("%s+%x+%s http://%s\n", name, id, key, listener.Addr())
	mux := http.NewServeMux()
	mux.HandleFunc("/add-checkpoint", handler)
	return http.Serve(listener, mux)
}
