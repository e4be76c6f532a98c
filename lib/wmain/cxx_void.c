// SPDX-License-Identifier: LGPL-2.1-or-later
/* The same for int wmain(). */
int _Z5wmainv(void);
int _Z5wmainiPPw(int argc, void **argv, void **envp);

int _Z5wmainiPPw(int argc, void **argv, void **envp)
{
	(void)argc;
	(void)argv;
	(void)envp;
	return _Z5wmainv();
}
