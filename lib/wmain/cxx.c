// SPDX-License-Identifier: LGPL-2.1-or-later
/* wmain for main.c where C++ gave its own name to int wmain(int, wchar_t **). */
int _Z5wmainiPPw(int argc, void **argv, void **envp);
int wmain(int argc, void **argv, void **envp);

int wmain(int argc, void **argv, void **envp)
{
	return _Z5wmainiPPw(argc, argv, envp);
}
