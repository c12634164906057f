/* Debian's wine has no bcryptprimitives.dll, from which Rust programs take their randomness. This
   one hands the request on to the system's own generator. For the smoke test alone. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T length)
{
    return RtlGenRandom(bytes, (ULONG)length);
}
